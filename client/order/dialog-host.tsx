import './order.css';
import type { Card } from '../../shared/cards/card.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { DialogHostProps, DialogRequest } from '../app/contracts.ts';
import { useBoardOf } from '../replica/order-file.ts';
import { useBoardState } from '../replica/use-board.ts';
import { useWords } from '../words/use-words.ts';
import { AssignCard } from './assign-card.tsx';
import { BlockCard } from './block-card.tsx';
import { CommentCard } from './comment-card.tsx';
import { Concession } from './concession.tsx';
import { ConfirmOrder } from './confirm-order.tsx';
import { EraseWords } from './erase-words.tsx';
import { NewOrder } from './new-order.tsx';
import { OverrideLimit } from './override-limit.tsx';
import { ReleaseEarly } from './release-early.tsx';
import { ReturnCard } from './return-card.tsx';
import { ReviseParts } from './revise-parts.tsx';
import { SetClass } from './set-class.tsx';
import { ShipOrder } from './ship-order.tsx';
import { UnblockCard } from './unblock-card.tsx';

/** Every form that a command needs; for another card, person or language another one, with nothing of the last in it but its draft. The palette and the key sheet are drawn elsewhere. */
export function DialogHost({ actions, request, onClose }: DialogHostProps) {
  const actor = useBoardState((state) => state.actor);
  const { f: { language } } = useWords();
  const reader = `${actor} ${language}`;
  switch (request.kind) {
    case 'new-order': return <NewOrder key={reader} actions={actions} onClose={onClose} />;
    case 'override': return <OverrideLimit key={`${reader} ${JSON.stringify(request.command)}`} actions={actions} command={request.command} refusal={request.refusal} onClose={onClose} />;
    case 'palette': case 'shortcuts': return null;
    default: return <OfCard key={`${reader} ${request.kind} ${request.card}`} actions={actions} request={request} onClose={onClose} />;
  }
}

type CardRequest = Extract<DialogRequest, { readonly card: CardId }>;

function OfCard({ actions, request, onClose }: Omit<DialogHostProps, 'request'> & { readonly request: CardRequest }) {
  const { board, file } = useBoardOf(request.card);
  const card: Card | undefined = board.cards.get(request.card);
  if (!card) return null;
  const common = { actions, onClose };
  if (card.kind === 'order') {
    // Its parts stand in its file: without it there is nothing to change.
    if (request.kind === 'parts') return file ? <ReviseParts {...common} order={card} board={board} revision={file.bomRevision} /> : null;
    if (request.kind === 'confirm') return <ConfirmOrder {...common} order={card} />;
    if (request.kind === 'release-early') return <ReleaseEarly {...common} order={card} before={request.before ?? null} />;
    if (request.kind === 'erase') return <EraseWords {...common} order={card} />;
    if (request.kind === 'ship') return <ShipOrder {...common} order={card} />;
  }
  switch (request.kind) {
    case 'return': return <ReturnCard {...common} card={card} step={request.step ?? null} />;
    case 'concession': return <Concession {...common} card={card} />;
    case 'block': return <BlockCard {...common} card={card} />;
    case 'unblock': return <UnblockCard {...common} card={card} blocker={request.blocker ?? null} />;
    case 'assign': return <AssignCard {...common} card={card} />;
    case 'class': return <SetClass {...common} card={card} />;
    case 'comment': return <CommentCard {...common} card={card} />;
    case 'parts': case 'confirm': case 'release-early': case 'ship': case 'erase': return null;
  }
}
