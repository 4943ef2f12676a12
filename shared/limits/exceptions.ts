import type { Exception } from '../cards/card-common.ts';
import type { CardId, LimitId } from '../kernel/ids.ts';

/** An exception as decided; `reason` is a text of the commit. */
export interface NewException { readonly limit: LimitId; readonly kind: Exception['kind'] }

/** A limit over the lane where jobs become ready lets one of them in above its capacity (WIP-10, WIP-14). */
export interface JobException extends NewException { readonly card: CardId }

/** A limit's numbers when room appeared: the pull signal (WIP-27). */
export interface Signal { readonly limit: LimitId; readonly load: number; readonly capacity: number | null; readonly called: CardId | null }

/** WIP-31: a limit that an override exceeded, before and after. */
export interface Exceeded { readonly limit: LimitId; readonly before: number; readonly after: number; readonly capacity: number }
