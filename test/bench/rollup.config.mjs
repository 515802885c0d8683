/** Builds our pages for the benchmark as the elements are built, into a folder that ships nowhere. */
import { common, inboxInOne, output } from '../../rollup.config.mjs';

const SIGN_IN = 'src/ui/components/sign-in-form.ts';

const pages = ['bench-page', 'bench-worker'].map((name) => ({
  ...common,
  input: { [name]: `test/bench/pages/${name}.ts` },
  output: {
    ...output,
    dir: 'dist/bench',
    ...(name === 'bench-page' ? { manualChunks: inboxInOne(SIGN_IN, `test/bench/pages/${name}.ts`) } : {}),
    onlyExplicitManualChunks: true,
  },
}));

/** Its parts have the names of those of the other page, and are not the same. */
const messaging = {
  ...common,
  input: { 'bench-messaging': 'test/bench/pages/bench-messaging.ts' },
  output: { ...output, dir: 'dist/bench/messaging', onlyExplicitManualChunks: true },
};

export default [...pages, messaging];
