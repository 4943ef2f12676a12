import type { CardCommon } from '../cards/card-common.ts';
import type { CardId, SupplierId } from '../kernel/ids.ts';

export type JobState = 'planned' | 'ready' | 'started' | 'done';

export type JobSource = 'make' | 'buy' | 'stock';

export interface Job extends CardCommon {
  readonly kind: 'job';
  readonly order: CardId;
  readonly source: JobSource;
  readonly supplier: SupplierId | null;
  readonly state: JobState;
  readonly accepted: number;
}
