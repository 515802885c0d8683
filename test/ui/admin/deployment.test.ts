import { expect } from 'chai';
import { definitions, type DeploymentPane } from '../../../src/admin/ui/deployment-pane.js';
import type { PolicyState } from '../../../src/admin/policy/revision.js';
import { define } from '../../../src/ui/define.js';
import {
  allByRole,
  byRole,
  deep,
  expectNoViolations,
  fixture,
  focused,
  operable,
  settled,
  textOf,
} from '../support.js';
import { listed } from '../../support/policy-drafts.js';
import { DRAFT, FakePolicyStore, ready, revision, services, told } from './fake-organization.js';
import { fitsNarrow, tabThrough } from './layout.js';

define(definitions);

const CHROME = 'the file for Chrome, Chromium and Edge on Linux';

async function shown(
  state: PolicyState = ready(revision()),
): Promise<{ pane: DeploymentPane; store: FakePolicyStore }> {
  const store = new FakePolicyStore(state);
  const pane = await fixture<DeploymentPane>('im-admin-deployment', { services: services(store) });
  await settled(pane);
  return { pane, store };
}

function field(pane: DeploymentPane, name: string): HTMLInputElement {
  const [found] = deep<HTMLInputElement>(pane, `input[name=${name}]`);
  if (!found) throw new Error(`there is no field ${name}`);
  return found;
}

async function enter(pane: DeploymentPane, name: string, value: string): Promise<void> {
  const input = field(pane, name);
  input.value = value;
  input.dispatchEvent(new Event('change'));
  await settled(pane);
}

function file(pane: DeploymentPane, label: string): string {
  const [found] = deep(pane, `pre[aria-label="${label}"]`);
  return found?.textContent ?? '';
}

/** Puts something of the browser's out of action; the answer puts it back. */
function replace<T extends object, K extends keyof T>(owner: T, name: K, by: T[K]): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: by, configurable: true, writable: true });
  return () => {
    Reflect.deleteProperty(owner, name);
    if (descriptor) Object.defineProperty(owner, name, descriptor);
  };
}

describe('im-admin-deployment', () => {
  it('is accessible, with nothing entered, with mistakes, and pinned', async () => {
    const { pane } = await shown();
    await expectNoViolations(pane);
    byRole(pane, 'radio', 'Pin it in the browser').click();
    await enter(pane, 'service', 'nonsense');
    for (const details of deep<HTMLDetailsElement>(pane, 'details')) details.open = true;
    await expectNoViolations(pane);
  });

  it('fits 320 pixels, also where text runs from right to left', async () => {
    const { pane } = await shown();
    for (const details of deep<HTMLDetailsElement>(pane, 'details')) details.open = true;
    await fitsNarrow(pane);
  });

  it('can be operated by keyboard alone, each control once and in the order in which it is read', async () => {
    const { pane } = await shown();
    const names = await tabThrough(pane);
    expect(names.slice(0, 5)).to.deep.equal([
      'Server address',
      'Leave it to the policy',
      'Chrome and Edge: address of the update manifest',
      'Firefox: address of the .xpi',
      'If you have packed the extension yourself',
    ]);
    expect(names).to.include.members([`Download ${CHROME}`, `Copy ${CHROME}`, `Show ${CHROME}`, 'Prosody']);
  });

  it('presets the domain, and the server address as it is entered', async () => {
    const { pane } = await shown();
    expect(file(pane, CHROME)).to.contain('"domain": "acme.example"').and.not.to.contain('service');
    await enter(pane, 'service', 'wss://chat.acme.example/ws');
    for (const { title } of [{ title: CHROME }, { title: 'the file for Firefox' }]) {
      expect(file(pane, title)).to.contain('"service": "wss://chat.acme.example/ws"');
    }
    expect(file(pane, 'the file for Edge on Windows')).to.contain('"service"="wss://chat.acme.example/ws"');
    expect(file(pane, 'lines of the server configuration for Prosody')).to.contain('wss://chat.acme.example/ws');
  });

  it('says at the field what is wrong with it, and shows no files until it is mended', async () => {
    const { pane } = await shown();
    await enter(pane, 'chromeUpdateUrl', 'http://acme.example/updates.xml');
    const input = field(pane, 'chromeUpdateUrl');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(textOf(pane)).to.contain('Browsers install extensions from https:// addresses');
    expect(file(pane, CHROME)).to.equal('');
    await enter(pane, 'chromeUpdateUrl', 'https://acme.example/updates.xml');
    expect(input.getAttribute('aria-invalid')).to.equal('false');
    expect(file(pane, CHROME)).to.contain('"update_url": "https://acme.example/updates.xml"');
  });

  it('pins what the policy says at that time, and says so', async () => {
    const { pane, store } = await shown();
    expect(file(pane, CHROME)).not.to.contain('handling');
    byRole(pane, 'radio', 'Pin it in the browser').click();
    await settled(pane);
    expect(file(pane, CHROME)).to.contain('"handling": "accept-organization"').and.to.contain('bücher.example');
    expect(textOf(pane)).to.contain('listed: acme.example, bücher.example; added in return for the listed domains');
    expect(textOf(pane)).not.to.contain('lets people choose');
    store.become(ready(revision({ ...DRAFT, handling: 'prompt', allowUserOptions: true })));
    await settled(pane);
    expect(file(pane, CHROME)).to.contain('"handling": "prompt"');
    expect(textOf(pane)).to.contain('Your policy lets people choose for themselves. Pinned, that choice is gone');
  });

  it('pins nothing where there is no policy, and shows the way to it', async () => {
    for (const state of [{ kind: 'no-node', service: 'pubsub.acme.example' }, ready()] as const) {
      const { pane } = await shown(state);
      expect((byRole(pane, 'radio', 'Pin it in the browser') as HTMLInputElement).disabled).to.equal(true);
      const went: string[] = [];
      pane.addEventListener('im-admin-go', ({ detail }) => went.push(detail.pane));
      operable(pane, 'Make the first one').click();
      expect(went).to.deep.equal(['organization']);
    }
  });

  it('names those who own the policy in the server configuration, and not whoever may only publish', async () => {
    const { pane, store } = await shown();
    store.people.set('boss@acme.example', 'owner').set('press@acme.example', 'publisher');
    store.become(store.state);
    await settled(pane);
    const lines = file(pane, 'lines of the server configuration for Prosody');
    expect(lines)
      .to.contain('admin@acme.example')
      .and.to.contain('boss@acme.example')
      .and.not.to.contain('press@acme.example');
    byRole(pane, 'radio', 'ejabberd').click();
    await settled(pane);
    expect(file(pane, 'lines of the server configuration for ejabberd')).to.contain('boss@acme.example');
  });

  it('writes the settings of logging for ejabberd, as the policy in force has them, with the commands that go with them', async () => {
    const logged = { ...DRAFT, logging: 'contacts', loggingDays: 90, loggingNever: ['ina@acme.example'] } as const;
    const { pane } = await shown(ready({ ...revision(), draft: logged }));
    const lines = file(pane, 'settings of logging for ejabberd');
    expect(lines).to.contain('default: roster').and.contain('im_logging_excepted: {user: ["ina@acme.example"]}');
    expect(file(pane, 'the command that applies these settings')).to.equal('ejabberdctl reload_config');
    expect(file(pane, 'the command that removes what is too old')).to.contain('acme.example chat 90');
  });

  it('writes the rules of federation for ejabberd, as the policy in force has them, with the command that applies them', async () => {
    const { pane } = await shown(
      ready({ ...revision(), draft: { ...DRAFT, federation: 'listed', trusted: listed('partner.test') } }),
    );
    const lines = file(pane, 'rules of federation for ejabberd');
    expect(lines).to.contain('"partner.test"').and.to.contain('{deny: all}');
    expect(file(pane, 'the command that applies them')).to.equal(
      'ejabberdctl reload_config && ejabberdctl stop_s2s_connections',
    );
  });

  it('writes what holds for policy groups into both files', async () => {
    const groups = [{ name: 'Sales', members: ['ina@acme.example'], federation: 'open', logging: 'nobody' }] as const;
    const grouped = {
      ...DRAFT,
      federation: 'closed',
      refused: listed('spam.test'),
      logging: 'everyone',
      groups,
    } as const;
    const { pane } = await shown(ready({ ...revision(), draft: grouped }));
    expect(file(pane, 'rules of federation for ejabberd')).to.contain('im_refused: {server: ["spam.test"');
    expect(file(pane, 'settings of logging for ejabberd')).to.contain(
      'im_logging_excepted: {user: ["ina@acme.example"]}',
    );
  });

  it('says where each file goes', async () => {
    const { pane } = await shown();
    for (const place of ['/etc/opt/chrome/policies/managed/', '/etc/firefox/policies/', 'Group Policy']) {
      expect(textOf(pane)).to.contain(place);
    }
  });

  it('saves a registry file as Windows reads it, and copies what it shows', async () => {
    const { pane } = await shown();
    const saved: Blob[] = [];
    const names: string[] = [];
    const copied: string[] = [];
    const restore = [
      replace(URL, 'createObjectURL', (blob) => (saved.push(blob as Blob), 'blob:none')),
      replace(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
        names.push(this.download);
      }),
      replace(navigator.clipboard, 'writeText', async (text) => void copied.push(text)),
    ];
    operable(pane, 'Download the file for Chrome on Windows').click();
    operable(pane, 'Copy the file for Firefox').click();
    await settled(pane);
    for (const back of restore) back();
    expect(names).to.deep.equal(['im-contact-requests-chrome.reg']);
    const octets = new Uint8Array((await saved[0]?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect([...octets.subarray(0, 2)]).to.deep.equal([0xff, 0xfe]);
    expect(copied).to.deep.equal([file(pane, 'the file for Firefox')]);
  });

  it('selects the lines where the browser does not let it copy', async () => {
    const { pane } = await shown();
    const heard = told(pane);
    const back = replace(navigator.clipboard, 'writeText', () => Promise.reject(new Error('not allowed')));
    operable(pane, `Copy ${CHROME}`).click();
    await settled(pane);
    back();
    expect(heard.map(({ tone }) => tone)).to.deep.equal(['bad']);
    expect(focused()?.getAttribute('aria-label')).to.equal(CHROME);
  });

  it('hears of the policy no more once it is gone', async () => {
    const { pane, store } = await shown();
    expect(store.listeners).to.equal(1);
    pane.remove();
    expect(store.listeners).to.equal(0);
    document.querySelector('test-frame')?.append(pane);
    await settled(pane);
    expect(store.listeners).to.equal(1);
    expect(allByRole(pane, 'radio').length).to.be.greaterThan(3);
  });
});
