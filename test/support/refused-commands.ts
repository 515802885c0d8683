/** Commands of administrators, sent by hand by somebody who is none. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { NS } from '../../src/xmpp/ns.js';
import { dataForm } from '../../src/xmpp/xep0004-data-forms.js';
import { nodeItemsGet, parseNodes } from '../../src/xmpp/xep0030-disco.js';
import { commandStep, parseCommand } from '../../src/xmpp/xep0050-ad-hoc.js';
import { DOMAIN, type AccountsStage } from './accounts-stage.js';
import type { AdminAsker } from './admin-asker.js';

/** Tries each command that the administrator is offered and this person is not; resolves with their nodes. */
export async function assertRefused(
  { admin }: AccountsStage,
  person: AdminAsker,
  victim: string,
): Promise<readonly string[]> {
  const theirs = await commandsOf(person);
  const nodes = [...(await commandsOf(admin))].filter((node) => !theirs.has(node));
  const form = dataForm('submit', NS.admin, [
    { name: 'accountjid', values: [victim] },
    { name: 'accountjids', values: [victim] },
    { name: 'password', values: ['stolen'] },
    { name: 'password-verify', values: ['stolen'] },
    { name: 'first_name', values: ['Mallory'] },
  ]);
  for (const node of nodes) {
    // One that the administrator has begun, and the other has seen.
    const opened = await admin.set(commandStep(node), { to: DOMAIN });
    const sessionId = opened.ok ? parseCommand(opened.stanza, node)?.sessionId : undefined;
    const attempts = [
      commandStep(node),
      commandStep(node, { form }),
      commandStep(node, { action: 'complete', sessionId: randomUUID(), form }),
      commandStep(node, { action: 'complete', sessionId, form }),
    ];
    for (const attempt of attempts) {
      const answer = await person.set(attempt, { to: DOMAIN });
      assert.deepEqual(answer, { ok: false, condition: 'forbidden' }, attempt.toString());
    }
  }
  return nodes;
}

async function commandsOf(asker: AdminAsker): Promise<ReadonlySet<string>> {
  const answer = await asker.get(nodeItemsGet(NS.commands), { to: DOMAIN });
  assert.ok(answer.ok);
  return parseNodes(answer.stanza);
}
