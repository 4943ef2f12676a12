/** The smallest amount of anything the board counts: pieces, metres, kilograms, hours. Finer ones are refused at every door. */
export const SMALLEST = 0.001;
/** Sums are made in whole multiples of it, so that 0.1 and 0.2 are 0.3. */
const IN_ONE = 1_000;
/** What binary fractions may miss a multiple by. */
const DRIFT = 1e-6;

/** What each amount may be, at the doors and at the fields. */
export const BOUNDS = {
  quantity: { least: 0, above: true, most: 1_000_000 },
  hours: { least: 0, most: 10_000 },
  capacity: { least: 0, most: 1_000_000 },
  cards: { least: 0, most: 1_000_000, whole: true },
  days: { least: 0, most: 3_650 },
  closeAfterDays: { least: 0, most: 365, whole: true },
  /** Weights of cards, not amounts. */
  overage: { least: 0, most: 1_000, whole: true },
  seconds: { least: 0, most: 86_400, whole: true },
} as const;

/** The nearest multiple of the smallest amount. */
export const rounded = (amount: number): number => Math.round(amount * IN_ONE) / IN_ONE;

export const isCounted = (amount: number): boolean => rounded(amount) === amount;

/** What counts: a finer amount, which only a log written before this rule holds, counts as the next multiple and never as nothing. */
export const counted = (amount: number): number => Math.ceil(amount * IN_ONE - DRIFT) / IN_ONE;

export const total = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + Math.round(one * IN_ONE), 0) / IN_ONE;
