/**
 * Runs the tests: `node test/run.mjs [suite …]`, all suites without an argument, and ends with a line
 * `N passed, N failed`.
 *
 * | suite | what | where |
 * |---|---|---|
 * | lint | types, layers, formatting, translations | tsc, eslint, prettier, strings.mjs |
 * | build | everything that is shipped | rollup, and what describes it |
 * | unit | core, protocol, ports | node:test |
 * | ui | components | web-test-runner in Chromium |
 * | integration | the session against a real Prosody | node:test |
 * | integration-ejabberd | the same against a real ejabberd (`IM_SERVER=ejabberd`) | node:test |
 * | e2e | widget, extension and demo in a real Chromium, what browsers differ in also in a real Firefox | node:test and puppeteer |
 * | size | what a site downloads | brotli |
 * | bench | how fast it is, beside the floor; reports, and fails nothing | a minute of `npm run bench` |
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const ALL = ['lint', 'build', 'unit', 'ui', 'integration', 'integration-ejabberd', 'e2e', 'size', 'bench'];
const SUITES = {
  lint: () => command('npm', ['run', '--silent', 'lint']),
  build: () => command('npm', ['run', '--silent', 'build']),
  unit: () => nodeTests('test/unit', 4),
  ui: () => webTests(),
  integration: () => nodeTests('test/integration', 2),
  'integration-ejabberd': () => nodeTests('test/integration', 2, { IM_SERVER: 'ejabberd' }),
  e2e: () => nodeTests('test/e2e', 2),
  size: () => command('node', ['test/size.mjs']),
  bench: () => benchmark(),
};

/** Minutes after which a suite hangs: it has failed, and what comes after it is run. */
const LIMIT = 30;

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are ${ALL.join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
const failures = [];
for (const name of chosen.length > 0 ? chosen : ALL) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const { passed, failed, failures: here = [] } = SUITES[name]();
  total.passed += passed;
  total.failed += failed;
  failures.push(...here.map((failure) => ({ ...failure, suite: name })));
  console.log(`== ${name}: ${passed} passed, ${failed} failed (${Math.round((Date.now() - started) / 1000)} s)`);
}
// Once more where they are found: a long run has much above them.
for (const { suite, name, file, why } of failures) console.log(`\nfailed in ${suite}: ${name}\n  in ${file}\n${why}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** Runs a command to its end; its exit code, or null where it had to be killed. */
function run(file, args, env = process.env) {
  const { status, error } = spawnSync(file, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env,
    timeout: LIMIT * 60_000,
    killSignal: 'SIGKILL',
  });
  if (error) console.log(`${file} ${args[0]} was ended: ${error.message}`);
  return status;
}

/** A command that passes or fails as a whole. */
function command(file, args) {
  const status = run(file, args);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What it measures depends on the machine: it is there to be read. */
function benchmark() {
  const options = [
    '--quick',
    '--minutes',
    '2',
    '--subject',
    'ours,floor,floor-with-roster',
    '--only',
    'sign-in,accept-all,prompts',
  ];
  const status = run('npm', ['run', '--silent', 'bench', '--', ...options]);
  if (status !== 0) console.log('The benchmark did not come to its end; that fails nothing.');
  return { passed: 0, failed: 0 };
}

function nodeTests(folder, concurrency, env = {}) {
  const files = testFiles(join(ROOT, folder));
  if (files.length === 0) return { passed: 0, failed: 0 };
  return counted((counts) => [
    'node',
    [
      '--import', 'tsx', '--test', '--test-timeout=600000', `--test-concurrency=${concurrency}`,
      '--test-reporter=spec', '--test-reporter-destination=stdout',
      `--test-reporter=${join(ROOT, 'test/support/count-reporter.mjs')}`, `--test-reporter-destination=${counts}`,
      ...files,
    ],
    { ...process.env, ...env },
  ]); // prettier-ignore
}

function webTests() {
  return counted((counts) => ['npx', ['web-test-runner'], { ...process.env, TEST_COUNTS: counts }]);
}

/** Runs tests that write how many passed, and may say which failed, into the file they are given. */
function counted(build) {
  const folder = mkdtempSync(join(tmpdir(), 'im-counts-'));
  const counts = join(folder, 'counts.json');
  const [file, args, env] = build(counts);
  const status = run(file, args, env);
  const text = existsSync(counts) ? readFileSync(counts, 'utf8') : '';
  rmSync(folder, { recursive: true, force: true });
  const result = text ? JSON.parse(text) : { passed: 0, failed: 1 };
  // A run that ends badly has not passed, whatever was counted.
  return status === 0 || result.failed > 0 ? result : { ...result, failed: 1 };
}

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}
