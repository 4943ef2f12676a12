import type { StoriesWords } from '../en/stories.ts';
import type { Format } from '../format.ts';

export const stories = (_f: Format): StoriesWords => ({});
