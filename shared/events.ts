import type { BoardEvent } from './board/events.ts';
import type { CardEvent } from './cards/events.ts';
import type { JobEvent } from './jobs/events.ts';
import type { LimitEvent } from './limits/events.ts';
import type { OrderEvent } from './orders/events.ts';
import type { QualityEvent } from './quality/events.ts';
import type { ShippingEvent } from './shipping/events.ts';

/** Facts, past tense. Each stands with its fold in the events.ts of its part. */
export type Event = BoardEvent | LimitEvent | OrderEvent | JobEvent | CardEvent | QualityEvent | ShippingEvent;

export type EventType = Event['type'];

export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
