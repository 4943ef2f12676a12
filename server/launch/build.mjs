// `npm run build`: always builds, for people who want to see it done.

import { build, ensureInstalled, requireNode } from './prepare.mjs';

requireNode();
try {
  await ensureInstalled();
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
