import { memo, useEffect } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { type Face, type Part, spoken } from './card-face.ts';
import { CARD_HELP } from './drag/card-help.ts';

/** On a phone, the first button of a card: what its lane does with it. */
export type Thumb = 'finish' | 'pass' | 'none';

interface Props {
  readonly face: Face;
  readonly tabbable?: boolean;
  /** Under the thumb, on a phone. */
  readonly thumb?: Thumb;
  /** With a thumb: this person's, or nobody's. */
  readonly own?: boolean;
  /** A picture of a card in the hand, not a card: nothing in it can be pressed. */
  readonly still?: boolean;
}

/** Letters that fit into a narrow card for certain. */
const LINE = 20;
const TWO_LINES = 30;

/** Only words that may be too long are cut off: each box that cuts is a piece of its own for the browser, in every frame. */
const cut = (name: string, text: string, most: number): string => (text.length > most ? `${name} long` : name);

/** Counts every drawing of a card's body: tests read it to prove that unchanged cards stay untouched. */
export const drawings = { cards: 0 };

export const CardBody = memo(function CardBody({ face, tabbable = false, thumb, own = false, still = false }: Props) {
  const words = useWords();
  const said = words.floor.face;
  useEffect(() => {
    drawings.cards += 1;
  });
  return (
    <>
      {face.expedite ? <div className="card-band"><Icon name="bolt" size={13} />{words.labels.classes.expedite}</div> : null}
      <div className="card-in">
        <div className="card-top">
          <span className="card-number" aria-hidden="true">{face.number}</span>
          <span className="card-quantity">{face.quantity}</span>
          {face.person ? <Avatar person={face.person} /> : null}
          {face.morePeople > 0 ? <span className="card-more-people">+{face.morePeople}</span> : null}
        </div>
        {still ? <div className={cut('card-title', face.title, TWO_LINES)}>{face.title}</div> : (
          <button
            type="button"
            className={cut('card-title card-open', face.title, TWO_LINES)}
            tabIndex={tabbable ? 0 : -1}
            aria-label={spoken(face, words)}
            aria-describedby={CARD_HELP}
          >
            {face.title}
          </button>
        )}
        {face.under ? <div className={cut('card-under', face.under, LINE)}>{face.under}</div> : null}
        {face.kit ? <Kit kit={face.kit} count={face.kitCount} missing={face.kitWords} /> : null}
        {face.blocked ? <div className="card-say stop"><Icon name="ban" size={14} /><span>{face.blocked}</span></div> : null}
        {face.returned ? <div className="card-say warn"><Icon name="returned" size={14} /><span>{face.returned}</span></div> : null}
        {face.waits ? <div className="card-say signal"><Icon name="queue" size={14} /><span>{face.waits}</span></div> : null}
        {face.above ? <div className="card-say stop"><Icon name="alert" size={14} /><span>{face.above}</span></div> : null}
        <div className="card-foot">
          <Due face={face} />
          <span className={`age ${face.ageTone}`} title={said.ages(face.age, face.ageAll)}>{said.here(face.age)}</span>
        </div>
        {thumb ? <ThumbRow thumb={thumb} own={own} face={face} /> : null}
      </div>
    </>
  );
});

function Due({ face }: { readonly face: Face }) {
  if (!face.due) return <span className="due" />;
  const tone = face.buffer === 'red' || face.buffer === 'black' ? 'stop' : face.buffer === 'yellow' ? 'warn' : '';
  return (
    <span className={`due ${tone}`}>
      {tone ? <Icon name={tone === 'stop' ? 'alert' : 'clock'} size={14} /> : null}
      <span>{face.due}</span>
    </span>
  );
}

const PART: Readonly<Record<string, Part>> = { d: 'done', b: 'blocked', o: 'open' };
/** More parts than that are not told apart in a narrow card. */
const MOST_PARTS = 14;

/** Each part by itself, or of many parts those alike in one stretch. */
const stretches = (kit: string): readonly string[] => (kit.length > MOST_PARTS ? (kit.match(/d+|b+|o+/g) ?? []) : kit.split(''));

function Kit({ kit, count: done, missing }: { readonly kit: string; readonly count: string; readonly missing: string }) {
  return (
    <>
      <div className="kit">
        <span className="kit-bar" aria-hidden="true">
          {stretches(kit).map((parts, index) => <i key={index} className={PART[parts[0] ?? 'o']} style={parts.length > 1 ? { flexGrow: parts.length } : undefined} />)}
        </span>
        <b>{done}</b>
      </div>
      <div className={cut('card-under', missing, LINE)}>{missing}</div>
    </>
  );
}

/** Blue says that one can act here: on what is one's own, or nobody's. Another's card can be finished, too. */
function ThumbRow({ thumb, own, face }: { readonly thumb: Thumb; readonly own: boolean; readonly face: Face }) {
  const { face: said } = useWords().floor;
  const bar = face.blocked ? 'unblock' : 'block';
  return (
    <div className="thumb-row">
      {thumb === 'none' || face.blocked ? null : (
        <button type="button" className={`button${own ? ' main' : ''}`} data-act={thumb} aria-label={said.thumbOf[thumb](face.number)}>
          <Icon name="check" />{said.thumb[thumb]}
        </button>
      )}
      <button type="button" className="button" data-act={bar} aria-label={said.thumbOf[bar](face.number)}>
        <Icon name="ban" />{said.thumb[bar]}
      </button>
      <button type="button" className="button dots" data-menu aria-haspopup="menu" aria-label={said.moves(face.number)}><Icon name="dots" /></button>
    </div>
  );
}
