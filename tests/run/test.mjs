// `npm test`: every check that is quick, from nothing. Installs and builds when needed, runs every step
// even when an earlier one failed, and ends with one line: `N passed, N failed`.
//
//     npm test                     the quick steps: under eight minutes on two quiet cores
//     npm test -- server browser   only these
//     npm run test:long            what runs for minutes: tests/long
//     npm test -- all              one after the other, and one sum of both: .ci/run

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled, requireNode } from '../../server/launch/prepare.mjs';

const STEP_LIMIT = 20 * 60_000; // ms; a step that hangs is a failure, not a wait
const LINTED = ['shared', 'server', 'client', 'tests', 'vite.config.ts', 'vitest.config.ts'];
const inModules = (...parts) => join(ROOT, 'node_modules', ...parts);

const steps = {
  types: () => command(['tests/run/types.mjs']),
  lint: () => command([inModules('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings', '--threads=2', ...LINTED]),
  unit: () => vitest('unit'),
  contract: () => vitest('contract'),
  simulation: () => vitest('simulation'),
  server: () => vitest('server'),
  client: () => vitest('client'),
  browser: () => vitest('browser'),
  long: () => vitest('long'),
};
const QUICK = Object.keys(steps).filter((name) => name !== 'long');

requireNode();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => name !== 'all' && !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step named ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}, and all of them together: all.`);
  process.exit(1);
}
const chosen = asked.includes('all') ? Object.keys(steps) : asked.length === 0 ? QUICK : Object.keys(steps).filter((name) => asked.includes(name));

/** @type {{ passed: number, failures: { title: string, details: string[] }[], skips: { title: string, reason: string }[] }} */
const total = { passed: 0, failures: [], skips: [] };
const started = Date.now();
try {
  await ensureInstalled();
} catch (error) {
  total.failures.push({ title: 'installing', details: [error.message] });
}
if (total.failures.length === 0) {
  if (chosen.some((name) => name === 'browser' || name === 'server' || name === 'long')) await prepareBuild();
  for (const name of chosen) await step(name);
}
finish();

/** The browser tests open the built pages. A build that fails is a failure of its own; the other steps still run. */
async function prepareBuild() {
  try {
    await ensureBuilt();
  } catch (error) {
    record('build', { passed: 0, failures: [{ title: 'build', details: [error.message] }], skips: [] }, 0);
  }
}

async function step(name) {
  const began = Date.now();
  let metrics;
  try {
    metrics = await steps[name]();
  } catch (error) {
    metrics = { passed: 0, failures: [{ title: name, details: [error.message] }], skips: [] };
  }
  record(name, metrics, Date.now() - began);
}

function record(name, { passed, failures, skips }, ms) {
  const skipped = skips.length > 0 ? `, ${skips.length} skipped` : '';
  console.log(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(11)} ${passed} passed, ${failures.length} failed${skipped}  (${(ms / 1000).toFixed(1)} s)`);
  for (const { title, details } of failures) console.log(indent(`x ${title}\n${indent(details.join('\n'))}`));
  total.passed += passed;
  total.failures.push(...failures);
  total.skips.push(...skips);
}

function finish() {
  let failed = total.failures.length;
  if (total.skips.length > 0) {
    const strict = ['true', '1'].includes(process.env.CI ?? '');
    console.log(`\nSkipped${strict ? ', and with CI=true each counts as a failure' : ''}:`);
    for (const { title, reason } of total.skips) console.log(`  - ${title}: ${reason}`);
    if (strict) failed += total.skips.length;
  }
  if (total.failures.length > 0) {
    console.log('\nFailed:');
    for (const { title } of total.failures) console.log(`  x ${title}`);
    if (total.failures[0].title === 'installing') console.log(indent(total.failures[0].details[0]));
  }
  console.log(`\n${chosen.join(', ')} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  console.log(`${total.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Types and lint are one test each: passed, or failed with all they said. */
async function command(args) {
  const { code, said } = await node(args);
  const title = args[0].includes('oxlint') ? 'lint' : 'types';
  return code === 0 ? { passed: 1, failures: [], skips: [] } : { passed: 0, failures: [{ title, details: [shorten(said.trim())] }], skips: [] };
}

async function vitest(project) {
  const folder = join(ROOT, '.cache', 'test');
  const file = join(folder, `${project}-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  const { code, said } = await node(
    [inModules('vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=./tests/run/reporter.mjs'],
    { PULLCORD_TALLY: file },
  );
  const metrics = read(file);
  rmSync(file, { force: true });
  const lastWords = said.trim().split('\n').slice(-40).join('\n');
  if (metrics === null) return { passed: 0, failures: [{ title: project, details: ['no report was written', lastWords] }], skips: [] };
  if (metrics.passed + metrics.failures.length + metrics.skips.length === 0) metrics.failures.push({ title: project, details: ['no tests found'] });
  // Vitest says no, and no test did: an error while shutting down, for example.
  if (code !== 0 && metrics.failures.length === 0) metrics.failures.push({ title: project, details: [lastWords] });
  return metrics;
}

function node(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    const limit = setTimeout(() => {
      said += `\nstopped after ${STEP_LIMIT / 60_000} minutes`;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, STEP_LIMIT);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, said });
    });
  });
}

/** Enough to begin with; a thousand findings more help nobody. */
function shorten(text) {
  const lines = text.split('\n');
  return lines.length <= 120 ? text : [...lines.slice(0, 100), `... ${lines.length - 110} lines more ...`, ...lines.slice(-10)].join('\n');
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function indent(text) {
  return text.replace(/^(?=.)/gm, '     ');
}
