export interface Policies {
  /** WIP-11: an order counts until it is shipped, or until it is ready to ship. */
  readonly orderConwipUntil: 'shipped' | 'ready_to_ship';
  /** S-DBR: an order is authorised one production buffer before its promise; in days. */
  readonly productionBufferDays: number;
  /** WIP-23: the pull order is advice, or other pulls are refused. */
  readonly pullOrder: 'advice' | 'enforced';
  /** T-O10: may the person who finished the work inspect it? */
  readonly makerMayInspect: boolean;
  /** T-J20: seconds in which one's last move can be undone. */
  readonly undoSeconds: number;
  /** CL-1: so many whole days after it was shipped an order leaves the floor for the archive. */
  readonly closeAfterDays: number;
  /** IANA name: whose days and hours the shop's are. A log from before it has none, and is told in UTC. */
  readonly timeZone: string;
}

export const DEFAULT_POLICIES: Policies = {
  orderConwipUntil: 'shipped',
  productionBufferDays: 10,
  pullOrder: 'advice',
  makerMayInspect: false,
  undoSeconds: 60,
  closeAfterDays: 14,
  timeZone: 'UTC',
};
