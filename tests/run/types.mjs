// `npm run types`: the whole, and each side within its own walls. Every project is checked, even
// when an earlier one has errors.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const projects = ['tsconfig.shared.json', 'tsconfig.server.json', 'tsconfig.client.json', 'tsconfig.json'];

let failed = false;
for (const project of projects) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', project], { cwd: root, encoding: 'utf8' });
  if (status === 0) continue;
  failed = true;
  console.log(`${project}:\n${stdout}${stderr}`);
}
process.exit(failed ? 1 : 0);
