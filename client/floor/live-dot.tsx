import { clockWords } from './dates.ts';
import type { Connection } from '../replica/replica-state.ts';
import { useConnection, useReadOnly } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';

export function liveWords(connection: Connection): string {
  switch (connection.state) {
    case 'live': return 'Live';
    case 'connecting': return 'Connecting…';
    case 'reconnecting': return 'Reconnecting…';
    case 'not_live_since': return `Not live since ${clockWords(connection.at)}`;
    case 'barred': return 'Not let in';
    case 'outdated': return 'Page is old';
  }
}

export function LiveDot() {
  const connection = useConnection();
  return <output className={`live ${connection.state}`} data-live={connection.state}><i aria-hidden="true" />{liveWords(connection)}</output>;
}

/** What a stale screen is, said plainly: nothing on it may be believed to be now. */
export function NotLiveBanner() {
  const connection = useConnection();
  const readOnly = useReadOnly();
  if (connection.state === 'outdated') {
    return <div className="banner stop" role="alert"><Icon name="alert" />This page is older than the server. Reload it to go on working.<button type="button" className="button" onClick={() => window.location.reload()}>Reload</button></div>;
  }
  if (connection.state === 'barred') return <div className="banner stop" role="alert"><Icon name="ban" />{connection.sentence}</div>;
  if (!readOnly || connection.state === 'connecting') return null;
  const since = connection.state === 'not_live_since' ? ` since ${clockWords(connection.at)}` : '';
  return (
    <div className="banner stop" role="alert">
      <Icon name="alert" />
      This screen is not live{since}. The shop may have moved on. You can read, nothing can be changed here until the connection is back; it comes back by itself.
    </div>
  );
}
