import type { SettingsWords } from '../en/settings.ts';
import type { Format } from '../format.ts';

export const settings = (_f: Format): SettingsWords => ({});
