// A vitest reporter that keeps what the total needs and the stock JSON drops: why a test was
// skipped, files that never loaded, and errors that belong to no test.

import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class RoomMetrics {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules, unhandledErrors) {
    const metrics = { passed: 0, failures: [], skips: [] };
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId);
      for (const test of module.children.allTests()) {
        const title = `${file} > ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') metrics.passed += 1;
        else if (result.state === 'skipped') metrics.skips.push({ title, reason: result.note || reasonOf(test) });
        else metrics.failures.push({ title, details: (result.errors ?? []).map(describe) });
      }
      // A file or a describe block that broke outside of its tests counts as one more.
      for (const { title, errors } of broken(module, file)) metrics.failures.push({ title, details: errors.map(describe) });
      if ([...module.children.allTests()].length === 0 && module.ok()) metrics.failures.push({ title: file, details: ['holds no tests'] });
    }
    for (const error of unhandledErrors) metrics.failures.push({ title: 'an error outside of any test', details: [describe(error)] });
    writeFileSync(process.env.PULLCORD_TALLY, JSON.stringify(metrics));
  }
}

function broken(module, file) {
  const suites = [...module.children.allSuites()].map((suite) => ({ title: `${file} > ${suite.fullName}`, errors: suite.errors() }));
  return [{ title: file, errors: module.errors() }, ...suites].filter(({ errors }) => errors.length > 0);
}

function reasonOf(test) {
  return test.options.mode === 'todo' ? 'still to be written' : 'no reason given';
}

function describe(error) {
  const frames = (error.stacks ?? []).filter(({ file }) => !file.includes('node_modules'));
  const where = frames.map(({ method, file, line, column }) => `    at ${method || '<anonymous>'} ${relative(process.cwd(), file)}:${line}:${column}`);
  return [`${error.name ?? 'Error'}: ${error.message}`, error.diff, ...where].filter(Boolean).join('\n');
}
