/** A node:test reporter that writes how many tests passed, and which failed and why, as JSON. */
export default async function* count(source) {
  let passed = 0;
  const failures = [];
  for await (const { type, data } of source) {
    const isTest = data?.details?.type !== 'suite' && (type === 'test:pass' || type === 'test:fail');
    // A file that cannot be run is reported as one failed test.
    if (!isTest || data.skip !== undefined || data.todo !== undefined) continue;
    if (type === 'test:pass') passed++;
    else failures.push({ name: data.name, file: data.file, why: reason(data.details.error) });
  }
  yield JSON.stringify({ passed, failed: failures.length, failures });
}

/** What was thrown, which node:test wraps, with where. */
function reason(error) {
  const thrown = error?.cause ?? error;
  return String(thrown?.stack ?? thrown);
}
