/** Whoever would like a session that is not theirs: another extension, its content script, a web page, a frame. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PORT_NAME } from '../../src/extension/port-name.js';
import { BUS_NAME, DATABASE_NAME, WORKER_NAME } from '../../src/widget/worker-protocol.js';

/** How an attempt ended. */
export interface Outcome {
  readonly attempt: string;
  readonly got: string;
}

/**
 * Says each message over a port of its own after opening it as a page of the extension would, then as a single message, and
 * asks for its files. `got` begins with "nothing" where nothing came back.
 */
const ATTACK = `async function attack({ id, origin, messages }) {
  const api = globalThis.chrome?.runtime;
  const outcomes = [];
  const note = async (attempt, made) => {
    outcomes.push({ attempt, got: await Promise.resolve().then(made).catch(({ message }) => 'nothing: ' + message) });
  };
  const overPort = (said) => new Promise((resolve) => {
    const port = api.connect(id, { name: '${PORT_NAME}' });
    port.onMessage.addListener((answer) => resolve(JSON.stringify(answer)));
    port.onDisconnect.addListener(() => resolve('nothing: ' + (api.lastError?.message ?? 'hung up')));
    for (const message of said) port.postMessage(message);
  });
  const atOnce = async (message) => {
    const answer = await api.sendMessage(id, message);
    return answer === undefined || answer === null ? 'nothing: no answer' : JSON.stringify(answer);
  };
  const load = async (file) => 'file ' + (await (await fetch(origin + '/' + file)).text()).slice(0, 40);
  const [{ message: open }] = messages;
  for (const { why, message } of messages) {
    await note('port: ' + why, () => overPort([open, message]));
    await note('message: ' + why, () => atOnce(message));
  }
  for (const file of ['manifest.json', 'popup.html', 'background.js', 'icons/icon-16.png']) {
    await note('file: ' + file, () => load(file));
  }
  return outcomes;
}`;

/** An expression that makes the attempts wherever it is evaluated. */
export function attackBy(target: Target): string {
  return `(${ATTACK})(${JSON.stringify(target)})`;
}

export interface Target {
  readonly id: string;
  readonly origin: string;
  readonly messages: readonly { readonly why: string; readonly message: unknown }[];
}

/** Has its content script (on any page of this machine) or its background make the attempts, when a page tells it to. */
const CONTENT = `${ATTACK}
addEventListener('message', async ({ data }) => {
  if (data?.by !== 'content' && data?.by !== 'background') return;
  const outcomes = data.by === 'content' ? await attack(data.target) : await chrome.runtime.sendMessage(data.target);
  postMessage({ outcomes, of: data.by });
});
document.documentElement.dataset.intruder = 'ready';`;

const BACKGROUND = `${ATTACK}
const looksAround = async ({ origin }) => {
  const outcomes = [];
  const stored = { ...(await chrome.storage.local.get()), ...(await chrome.storage.session.get()) };
  outcomes.push({ attempt: 'storage', got: Object.keys(stored).length ? JSON.stringify(stored) : 'nothing: empty' });
  const theirs = await chrome.tabs.query({}).then((tabs) => tabs.filter(({ url }) => url?.startsWith(origin)));
  const tabs = theirs.length ? theirs : await chrome.tabs.query({});
  for (const { id } of tabs) {
    const func = () => location.href;
    const ran = await chrome.scripting.executeScript({ target: { tabId: id }, func }).catch(() => []);
    const inside = ran.filter(({ result }) => result?.startsWith(origin));
    outcomes.push({ attempt: 'script in tab', got: inside.length ? inside[0].result : 'nothing: kept out' });
  }
  return outcomes;
};
chrome.runtime.onMessage.addListener((target, _sender, answer) => {
  void Promise.all([attack(target), looksAround(target)]).then((all) => answer(all.flat()));
  return true;
});`;

/** Writes the extension into a folder, to be loaded unpacked. */
export async function writeIntruder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Intruder',
    version: '1',
    permissions: ['storage', 'scripting', 'tabs'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'background.js', scripts: ['background.js'] },
    content_scripts: [{ matches: ['http://localhost/*'], js: ['content.js'], run_at: 'document_end' }],
    browser_specific_settings: { gecko: { id: 'intruder@intruder.example' } },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'background.js'), BACKGROUND);
  await writeFile(join(folder, 'content.js'), CONTENT);
  return folder;
}

/** In a page where the intruder's content script runs: has one of its parts make the attempts. */
export function attackThrough(by: 'content' | 'background', target: Target): string {
  return `new Promise((resolve) => {
    addEventListener('message', ({ data }) => data.of === '${by}' && resolve(data.outcomes));
    postMessage(${JSON.stringify({ by, target })});
  })`;
}

/** In a web page: opens and frames a page of an extension and talks to both; what was heard, and what could be seen of them. */
export function embrace({ origin, messages }: Target): string {
  return `(async () => {
    const heard = [];
    addEventListener('message', ({ data }) => heard.push(data));
    const frame = document.createElement('iframe');
    const framed = new Promise((resolve) => { frame.onload = frame.onerror = resolve; });
    frame.src = '${origin}/popup.html';
    document.body.append(frame);
    await framed;
    let opened;
    try {
      opened = open('${origin}/popup.html');
    } catch {} // Firefox does not even try
    const bus = new BroadcastChannel('${BUS_NAME}');
    bus.onmessage = ({ data }) => heard.push(data);
    for (const { message } of ${JSON.stringify(messages)}) {
      for (const other of [frame.contentWindow, opened]) other?.postMessage(message, '*');
      bus.postMessage(message);
    }
    const image = new Image();
    const shown = new Promise((resolve) => { image.onload = () => resolve('shown'); image.onerror = () => resolve('nothing'); });
    image.src = '${origin}/icons/icon-16.png';
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return { image: await shown, heard, databases };
  })()`;
}

/** In a page or frame: tries to be a page of the widget's worker at `script`, and to read what it keeps. */
export function reachWorker(script: string): string {
  return `(async () => {
    const outcome = async (made) => Promise.resolve().then(made).catch(({ name }) => name);
    const rules = { createScriptURL: (same) => same };
    const policy = globalThis.trustedTypes?.createPolicy('im-contact-requests', rules) ?? rules;
    const alive = 'intruder:' + Math.random();
    await outcome(() => new Promise((resolve, reject) =>
      navigator.locks.request(alive, () => (resolve(), new Promise(() => undefined))).catch(reject)));
    const account = await outcome(() => new Promise((resolve) => {
      const worker = new SharedWorker(policy.createScriptURL('${script}'), { name: '${WORKER_NAME}', type: 'module' });
      const { port1, port2 } = new MessageChannel();
      worker.onerror = () => resolve('no worker');
      port1.onmessage = ({ data: { message } }) => {
        const session = (message?.view ?? message?.slices)?.session;
        if (session && session.link.phase !== 'starting') resolve(session.account);
      };
      worker.port.start();
      worker.port.postMessage({ connect: true, alive }, [port2]);
      const window = { offset: 0, limit: 25, filter: { group: null, domain: null, text: '' } };
      const expects = { jid: null, domain: null };
      port1.postMessage({ message: { type: 'open', protocol: 1, expects, window, givesTokens: false } });
    }));
    const database = await outcome(async () => (await indexedDB.databases()).some(({ name }) => name === '${DATABASE_NAME}'));
    const files = await outcome(async () => {
      await navigator.storage.getDirectory();
      return 'a folder';
    });
    return { account, database, files };
  })()`;
}
