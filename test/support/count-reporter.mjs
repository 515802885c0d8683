/** A node:test reporter that writes only how many tests passed and failed, as JSON. */
export default async function* count(source) {
  let [passed, failed] = [0, 0];
  for await (const { type, data } of source) {
    const isTest = data?.details?.type !== 'suite' && (type === 'test:pass' || type === 'test:fail');
    // A file that cannot be run is reported as one failed test.
    if (!isTest || data.skip !== undefined || data.todo !== undefined) continue;
    if (type === 'test:pass') passed++;
    else failed++;
  }
  yield JSON.stringify({ passed, failed });
}
