/** Builds our page for the benchmark as the element is built, into a folder that ships nowhere. */
import { common, inboxInOne, output } from '../../rollup.config.mjs';

const SIGN_IN = 'src/ui/components/sign-in-form.ts';

export default ['bench-page', 'bench-worker'].map((name) => ({
  ...common,
  input: { [name]: `test/bench/pages/${name}.ts` },
  output: {
    ...output,
    dir: 'dist/bench',
    ...(name === 'bench-page' ? { manualChunks: inboxInOne(SIGN_IN, `test/bench/pages/${name}.ts`) } : {}),
    onlyExplicitManualChunks: true,
  },
}));
