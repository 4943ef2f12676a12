const MINUTE = 60_000;

/** Durations as the floor says them. Input in ms. */
export const times = () => ({
  /** `just now`, `5 min`, `3 h`, `2 d 4 h`. */
  duration: (ms: number): string => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE));
    if (minutes < 1) return 'just now';
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return `${hours} h`;
    const days = Math.floor(hours / 24);
    return days < 3 && hours % 24 > 0 ? `${days} d ${hours % 24} h` : `${days} d`;
  },
  /** `just now`, `3 min ago`. */
  ago: (ms: number): string => (ms < MINUTE ? 'just now' : `${times().duration(ms)} ago`),
  /** The largest unit alone, for small badges. */
  short: (ms: number): string => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE));
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
  },
});

export type Times = ReturnType<typeof times>;
