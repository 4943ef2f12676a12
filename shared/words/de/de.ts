import type { Catalogue } from '../en/en.ts';
import type { Format } from '../format.ts';
import { answers } from './answers.ts';
import { labels } from './labels.ts';
import { refusals } from './refusals.ts';
import { room } from './room.ts';
import { times } from './times.ts';

export const de = (f: Format): Catalogue => ({
  times: times(), labels: labels(f), refusals: refusals(f), room: room(f), answers: answers(),
  andMore: (more) => `Und ${more} weitere dieser Art.`,
});
