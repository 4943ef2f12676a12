import type { Words } from '../../shared/words/words.ts';
import type { Connection } from '../replica/replica-state.ts';
import { useConnection, useReadOnly } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

function liveWords(connection: Connection, { f, floor: { bars: { live } } }: Words): string {
  switch (connection.state) {
    case 'live': return live.live;
    case 'connecting': return live.connecting;
    case 'reconnecting': return live.reconnecting;
    case 'not_live_since': return live.notSince(f.clock(connection.at));
    case 'barred': return live.barred;
    case 'outdated': return live.outdated;
  }
}

export function LiveDot() {
  const connection = useConnection();
  const words = useWords();
  return <output className={`live ${connection.state}`} data-live={connection.state}><i aria-hidden="true" />{liveWords(connection, words)}</output>;
}

/** What a stale screen is, said plainly: nothing on it may be believed to be now. */
export function NotLiveBanner() {
  const connection = useConnection();
  const readOnly = useReadOnly();
  const { f, floor: { bars: { live } } } = useWords();
  if (connection.state === 'outdated') {
    return <div className="banner stop" role="alert"><Icon name="alert" />{live.pageIsOld}<button type="button" className="button" onClick={() => window.location.reload()}>{live.reload}</button></div>;
  }
  if (connection.state === 'barred') return <div className="banner stop" role="alert"><Icon name="ban" />{connection.sentence}</div>;
  if (!readOnly || connection.state === 'connecting') return null;
  const since = connection.state === 'not_live_since' ? f.clock(connection.at) : null;
  return <div className="banner stop" role="alert"><Icon name="alert" />{live.stale(since)}</div>;
}
