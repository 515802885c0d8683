import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  askEnforcement,
  enforcementChecks,
  enforcementTodo,
  FEDERATION_FEATURE,
} from '../../../../src/admin/setup/federation-check.js';
import type { AdminWire } from '../../../../src/admin/wire.js';
import { xml } from '../../../../src/xmpp/element.js';
import type { IqAnswer } from '../../../../src/xmpp/iq.js';
import { NS } from '../../../../src/xmpp/ns.js';

/** A server of this name with these features; one without a name does not answer. */
function server(name: string, features: readonly string[] = []): AdminWire {
  const get: AdminWire['get'] = async ({ attrs }, options): Promise<IqAnswer> => {
    assert.equal(options?.to, 'acme.example');
    if (!name) return { ok: false, condition: 'timeout' };
    const isDisco = attrs.xmlns === NS.discoInfo;
    const content = isDisco ? features.map((feature) => xml('feature', { var: feature })) : [xml('name', {}, name)];
    return { ok: true, stanza: xml('iq', {}, xml('query', { xmlns: attrs.xmlns ?? '' }, ...content)) };
  };
  return { domain: 'acme.example', get } as unknown as AdminWire;
}

describe('who enforces federation beside our client:', () => {
  for (const [why, wire, found, state, todo] of [
    ['a server whose module says so', server('Prosody', [FEDERATION_FEATURE]), 'module', 'ok', ''],
    ['whatever it calls itself', server('Something', [FEDERATION_FEATURE]), 'module', 'ok', ''],
    ['Prosody without it does not', server('Prosody'), 'no-module', 'warn', 'Get the lines that add it'],
    ['ejabberd does not tell', server('ejabberd'), 'rules', 'unknown', 'Apply the generated rules'],
    ['of another server nothing is known', server('Something'), 'other', 'warn', ''],
    ['nor of one that does not answer', server(''), 'unknown', 'unknown', ''],
  ] as const) {
    test(why, async () => {
      assert.equal(await askEnforcement(wire), found);
      const [client, ofServer] = enforcementChecks(found);
      assert.deepEqual([client?.state, ofServer?.state, enforcementTodo(found)], ['ok', state, todo]);
    });
  }
});
