/** Runs test/ui in a headless Chromium: the components as people meet them. */
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { transform } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { findChromium } from './test/setup.mjs';

/** TypeScript as the build reads it. */
const typescript = {
  name: 'typescript',
  resolveMimeType: ({ path }) => (path.endsWith('.ts') ? 'js' : undefined),
  // Sources import each other as .js, which is what they become.
  async resolveImport({ source, context }) {
    return context.path.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(source)
      ? source.replace(/\.js$/, '.ts')
      : undefined;
  },
  async transform({ path, body }) {
    if (!path.endsWith('.ts')) return undefined;
    const tsconfigRaw = { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } };
    const { code } = await transform(body, { loader: 'ts', target: 'chrome123', sourcemap: 'inline', tsconfigRaw });
    return code;
  },
};

/** Tells `test/run.mjs` how many passed. */
const counts = {
  onTestRunFinished({ sessions }) {
    if (!process.env.TEST_COUNTS) return;
    const results = [...sessions].flatMap((session) => testsOf(session.testResults));
    const broken = [...sessions].filter(
      (session) => !session.passed && !testsOf(session.testResults).some((test) => !test.passed),
    );
    const failed = results.filter((test) => !test.passed && !test.skipped).length + broken.length;
    const passed = results.filter((test) => test.passed && !test.skipped).length;
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify({ passed, failed }));
  },
};

function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}

export default {
  files: ['test/ui/**/*.test.ts'],
  nodeResolve: { exportConditions: ['production', 'browser'] },
  plugins: [typescript],
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: findChromium(),
        args: [
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ],
      },
    }),
  ],
  reporters: [summaryReporter(), defaultReporter({ reportTestResults: true, reportTestProgress: false }), counts],
  testFramework: { config: { timeout: 10_000 } },
};
