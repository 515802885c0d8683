/** Builds our page for the benchmark as the element is built, into a folder that ships nowhere. */
import { common, output } from '../../rollup.config.mjs';

export default ['bench-page', 'bench-worker'].map((name) => ({
  ...common,
  input: { [name]: `test/bench/pages/${name}.ts` },
  output: { ...output, dir: 'dist/bench' },
}));
