/** What a board may have at most, whichever door it comes through: what everybody pays for with every move is bounded. */
export const LANES = 200;
export const LIMITS = 400;
/** Of one routing: more than any part has. */
export const STEPS = 50;
/** Open on one card at once. */
export const BLOCKERS = 20;
