import type { Times } from '../en/times.ts';

const MINUTE = 60_000;

export const times = (): Times => ({
  duration: (ms) => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE));
    if (minutes < 1) return 'gerade eben';
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return `${hours} h`;
    const days = Math.floor(hours / 24);
    return days < 3 && hours % 24 > 0 ? `${days} T ${hours % 24} h` : `${days} T`;
  },
  ago: (ms) => (ms < MINUTE ? 'gerade eben' : `vor ${times().duration(ms)}`),
  short: (ms) => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE));
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} T`;
  },
});
