/** Milliseconds since 1970. Tests and the simulation bring their own. */
export type Clock = () => number;
