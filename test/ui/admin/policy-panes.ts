/** What the tests of the policy's panes share: a pane on a store without a server, keys, and a narrow screen. */
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import type { PolicyState } from '../../../src/admin/policy/revision.js';
import { PolicyEditor } from '../../../src/admin/policy/draft-store.js';
import { policyDefinitions } from '../../../src/admin/ui/policy-definitions.js';
import type { AdminWire } from '../../../src/admin/wire.js';
import { define } from '../../../src/ui/define.js';
import type { BareJid, Domain } from '../../../src/core/jid.js';
import type { IqAnswer } from '../../../src/xmpp/iq.js';
import { xml, type Element as Stanza } from '../../../src/xmpp/element.js';
import { NS } from '../../../src/xmpp/ns.js';
import { FakePolicyStore, ready } from '../../support/fake-policy-store.js';
import { draft, revision } from '../../support/policy-drafts.js';
import { deep, fixture, focused, settled } from '../support.js';

define(policyDefinitions);

export const FIRST = revision(1, draft());

export class FakeWire implements AdminWire {
  readonly account = 'ada@example.com' as BareJid;
  readonly domain = 'example.com' as Domain;
  readonly jid = 'ada@example.com/console';
  isOnline = true;
  /** Whom somebody asked who they are, in their order. */
  readonly asked: string[] = [];
  /** Domains that answer. */
  readonly there = new Set<string>();
  /** What each of them says of itself; undefined for nothing. */
  says: { readonly software: string; readonly features: readonly string[] } | undefined;

  async get({ attrs }: Stanza, { to = '' } = {}): Promise<IqAnswer> {
    this.asked.push(to);
    if (!this.there.has(to)) return { ok: false, condition: 'remote-server-not-found' };
    const { software = '', features = [] } = this.says ?? {};
    const told = attrs.xmlns === NS.discoInfo ? features.map((name) => xml('feature', { var: name })) : [xml('name', {}, software)]; // prettier-ignore
    return { ok: true, stanza: xml('iq', { type: 'result' }, xml('query', { xmlns: attrs.xmlns ?? '' }, ...told)) };
  }

  async set(): Promise<IqAnswer> {
    return { ok: false, condition: 'disconnected' };
  }

  onPubsubEvent(): void {
    // Nothing is ever said: tests tell the store.
  }

  async online(): Promise<void> {
    // It is.
  }
}

export interface Scene<T> {
  readonly pane: T;
  readonly store: FakePolicyStore;
  readonly editor: PolicyEditor;
  readonly wire: FakeWire;
  /** What the pane told the shell, as `name: detail`. */
  readonly told: string[];
}

/** A pane in the page, alone. */
export async function scene<T extends LitElement>(
  name: string,
  state: PolicyState = ready([FIRST]),
  wire = new FakeWire(),
): Promise<Scene<T>> {
  const [store, told] = [new FakePolicyStore(state), [] as string[]];
  const editor = new PolicyEditor(store, { own: wire.domain });
  const pane = await fixture<T>(name, { services: { wire, policy: store }, editor });
  for (const event of ['im-admin-unsaved', 'im-admin-told', 'im-admin-go'] as const) {
    pane.addEventListener(event, (heard) => told.push(`${event}: ${JSON.stringify(heard.detail)}`));
  }
  await settled(pane);
  return { pane, store, editor, wire, told };
}

/** The button in the notice of a pane, which lies in the notice's slot. */
export function inNotice(pane: LitElement): HTMLElement {
  const button = pane.renderRoot.querySelector<HTMLElement>('im-notice button');
  if (!button) throw new Error('there is no notice with a button');
  return button;
}

/** Presses keys, one after the other. */
export async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

export async function type(text: string): Promise<void> {
  await sendKeys({ type: text });
}

/** Tabs on until what has the focus has this name. */
export async function tabTo(name: string): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await press('Tab');
    const current = focused();
    if (current?.computedName === name) return;
    met.push(current?.computedName ?? 'nothing');
  }
  throw new Error(`never came to “${name}”, but to ${met.join(', ')}`);
}

/** Nothing of it is cut off, or has to be scrolled to, at the width of a small telephone. */
export async function expectNarrow(pane: HTMLElement, direction: 'ltr' | 'rtl' = 'ltr'): Promise<void> {
  await setViewport({ width: 320, height: 640 });
  document.documentElement.dir = direction;
  try {
    await settled(pane);
    const { scrollWidth } = document.documentElement;
    const wide = deep(pane, '*').filter((element) => element.getBoundingClientRect().right > 321);
    expect(scrollWidth, wide.map((element) => element.outerHTML.slice(0, 80)).join('\n')).to.be.at.most(320);
  } finally {
    document.documentElement.removeAttribute('dir');
    await setViewport({ width: 1000, height: 800 });
    await resetMouse();
  }
}
