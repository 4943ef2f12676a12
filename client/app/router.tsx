import { Link, Outlet, createRootRoute, createRoute, createRouter, redirect, useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useWords } from '../words/use-words.ts';
import { useColorScheme } from '../ui/color-scheme.ts';
import { addressOf, ordersAddressOf } from './address.ts';
import { BoardPage, FloorScreen, OrdersScreen, SettingsScreen } from './board-page.tsx';
import { BoardsPage } from './boards-page.tsx';
import { readShop } from './shop.ts';

const root = createRootRoute({ loader: readShop, staleTime: Infinity, component: Root, errorComponent: Fault, notFoundComponent: Nothing });

const boards = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const { boards: all } = await readShop();
    const only = all.length === 1 ? all[0] : undefined;
    if (only) throw redirect({ to: '/b/$board', params: { board: only.id }, search: {} });
  },
  component: Boards,
});
const all = createRoute({ getParentRoute: () => root, path: '/boards', component: Boards });
const board = createRoute({
  getParentRoute: () => root,
  path: '/b/$board',
  validateSearch: addressOf,
  component: Board,
});
const floor = createRoute({ getParentRoute: () => board, path: '/', component: FloorScreen });
const orders = createRoute({ getParentRoute: () => board, path: '/orders', validateSearch: ordersAddressOf, component: Orders });
const settings = createRoute({ getParentRoute: () => board, path: '/settings', component: SettingsScreen });

export const router = createRouter({
  routeTree: root.addChildren([boards, all, board.addChildren([floor, orders, settings])]),
  // Search words stay as they are written: `?card=1046.1`, not JSON in quotes.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))).toString();
    return text ? `?${text}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
  /** The card was opened from the page before: to close it is to go back there. */
  interface HistoryState { cardAbove?: boolean }
}

function Root() {
  useColorScheme();
  return <Outlet />;
}

function Boards() {
  return <BoardsPage shop={root.useLoaderData()} />;
}

function Board() {
  const shop = root.useLoaderData();
  const { board: id } = board.useParams();
  const address = board.useSearch();
  if (!shop.boards.some((known) => known.id === id)) return <Nothing />;
  return <BoardPage key={id} shop={shop} board={id} address={address} />;
}

function Orders() {
  return <OrdersScreen address={orders.useSearch()} />;
}

function Nothing() {
  const { nothing } = useWords().app;
  return <main className="note"><h1>{nothing.title}</h1><p>{nothing.why} <Link to="/boards">{nothing.boards}</Link></p></main>;
}

function Fault({ error }: ErrorComponentProps) {
  const { fault } = useWords().app;
  const { invalidate } = useRouter();
  return (
    <main className="note" role="alert">
      <h1>{fault.title}</h1>
      <p>{error instanceof Error ? error.message : fault.none} {fault.check}</p>
      <p><button type="button" className="button main" onClick={() => void invalidate()}>{fault.again}</button></p>
    </main>
  );
}
