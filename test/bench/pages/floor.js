// As little as a page can do: it hands the question to a worker, and counts what waits.
const worker = new Worker('/pages/floor-worker.js');
worker.addEventListener('message', ({ data }) => (window.imBench = { shown: data.waiting }));
document.querySelector('[data-bench-accept]').addEventListener('click', () => worker.postMessage({ accept: true }));
worker.postMessage({ signIn: Object.fromEntries(new URLSearchParams(location.search)) });
