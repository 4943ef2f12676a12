import type { Catalogue } from '../en/en.ts';
import type { Format } from '../format.ts';
import { answers } from './answers.ts';
import { app } from './app.ts';
import { archive } from './archive.ts';
import { card } from './card.ts';
import { fields } from './fields.ts';
import { floor } from './floor.ts';
import { labels } from './labels.ts';
import { order } from './order.ts';
import { palette } from './palette.ts';
import { parts } from './parts.ts';
import { refusals } from './refusals.ts';
import { room } from './room.ts';
import { settings } from './settings.ts';
import { stories } from './stories.ts';
import { times } from './times.ts';
import { why } from './why.ts';

export const de = (f: Format): Catalogue => ({
  times: times(), labels: labels(f), refusals: refusals(f), room: room(f), answers: answers(),
  floor: floor(f), card: card(f), order: order(f), parts: parts(f), settings: settings(f), app: app(), archive: archive(f), palette: palette(), fields: fields(f), stories: stories(f), why: why(f),
  andMore: (more) => `Und ${more} weitere dieser Art.`,
});
