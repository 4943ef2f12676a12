import { OrdersPage } from '../archive/orders-page.tsx';
import type { OrdersPageProps } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

/** The search over all orders, and the archive: loaded when somebody goes there. */
export function OrdersPageRoot(props: OrdersPageProps) {
  return <MantineRoot><OrdersPage {...props} /></MantineRoot>;
}
