import type { OrderFiles } from '../../../shared/file.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import type { WireCommit } from '../../../shared/protocol/messages.ts';
import { orderFileFor } from '../../../shared/views/order-file-view.ts';
import { PEOPLE } from '../shop/shop.ts';

/** The reading half of the second door, answered from the log and the files of a server in this process. */
export const restOf = (server: { readonly log: readonly WireCommit[]; readonly files: OrderFiles }) => async (url: string | URL): Promise<Response> => {
  const [, card, order] = /\/(?:cards\/([^/]+)\/story|orders\/([^/?]+))/.exec(String(url)) ?? [];
  if (card !== undefined) {
    const about = server.files.planned(cardId(card))?.order ?? card.split('.')[0] ?? '';
    return Response.json({ commits: server.log.toReversed().filter(({ events }) => JSON.stringify(events).includes(`"${about}"`)), next: null });
  }
  const file = order === undefined ? undefined : server.files.of(cardId(decodeURIComponent(order)));
  return file ? Response.json(orderFileFor(file, PEOPLE.mona)) : new Response(null, { status: 404 });
};
