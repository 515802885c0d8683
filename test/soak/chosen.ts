/** The one of this name, or all without a name; ends with what there is to choose from where there is no such. */
export function chosen<T extends string>(all: readonly T[], name: string | undefined): readonly T[] {
  if (name === undefined) return all;
  const found = all.filter((one) => one === name);
  if (found.length > 0) return found;
  console.error(`There is no ${name}: choose of ${all.join(', ')}.`);
  process.exit(2);
}
