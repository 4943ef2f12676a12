import { describe } from 'vitest';
import { screensAreSound } from '../../support/browser/sound-screens.ts';

describe('in the dark', () => screensAreSound(true));
