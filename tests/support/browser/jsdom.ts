import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { writeDrafts } from '../../../client/replica/drafts.ts';
import { reads } from '../../../client/replica/order-file.ts';

// What every browser has and jsdom lacks; Mantine asks for the first three while it mounts.

window.matchMedia ??= (media: string): MediaQueryList => ({
  media,
  matches: false,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => false,
});

window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

window.IntersectionObserver ??= class {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};

// A growing text area measures itself again when a font has come.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });

if (!('scrollIntoView' in Element.prototype)) Object.assign(Element.prototype, { scrollIntoView() {} });

// What one test typed must not stand in the form of the next.
afterEach(() => {
  cleanup();
  writeDrafts();
  reads.clear();
  localStorage.clear();
});
