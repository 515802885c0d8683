import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  askGroups,
  GROUPS_FEDERATION_FEATURE,
  GROUPS_LOGGING_FEATURE,
  groupsChecks,
  groupsTodo,
} from '../../../../src/admin/setup/groups-check.js';
import { FEDERATION_FEATURE } from '../../../../src/admin/setup/federation-check.js';
import type { AdminWire } from '../../../../src/admin/wire.js';
import type { PolicyGroup } from '../../../../src/core/policy/schema.js';
import { xml } from '../../../../src/xmpp/element.js';
import type { IqAnswer } from '../../../../src/xmpp/iq.js';
import { NS } from '../../../../src/xmpp/ns.js';

const FEDERATED: PolicyGroup = { name: 'Sales', members: [], federation: 'open' };
const LOGGED: PolicyGroup = { name: 'Board', members: [], logging: 'nobody' };

/** One without a name does not answer. */
function server(name: string, features: readonly string[] = []): AdminWire {
  const get: AdminWire['get'] = async ({ attrs }): Promise<IqAnswer> => {
    if (!name) return { ok: false, condition: 'timeout' };
    const told =
      attrs.xmlns === NS.discoInfo
        ? features.map((feature) => xml('feature', { var: feature }))
        : [xml('name', {}, name)];
    return { ok: true, stanza: xml('iq', {}, xml('query', { xmlns: attrs.xmlns ?? '' }, ...told)) };
  };
  return { domain: 'acme.example', get } as unknown as AdminWire;
}

for (const [why, wire, groups, states, todo] of [
  [
    'a server whose modules go by groups',
    server('Prosody', [GROUPS_FEDERATION_FEATURE, GROUPS_LOGGING_FEATURE]),
    [FEDERATED, LOGGED],
    'client: ok, federation: ok, logging: ok',
    '',
  ],
  [
    'one whose modules know of no groups',
    server('Prosody', [FEDERATION_FEATURE]),
    [FEDERATED],
    'client: ok, federation: warn',
    'Get the lines that add it',
  ],
  [
    'one of two modules',
    server('Prosody', [GROUPS_FEDERATION_FEATURE]),
    [FEDERATED, LOGGED],
    'client: ok, federation: ok, logging: warn',
    'Get the lines that add it',
  ],
  [
    'ejabberd',
    server('ejabberd'),
    [FEDERATED, LOGGED],
    'client: ok, federation: warn, logging: warn',
    'Apply the generated rules and settings',
  ],
  [
    'groups that concern no server',
    server('Prosody'),
    [{ name: 'Sales', members: [], handling: 'prompt' }],
    'client: ok',
    '',
  ],
  ['another server', server('Tigase'), [LOGGED], 'client: ok, logging: warn', ''],
  ['a server that does not answer', server(''), [LOGGED], 'client: ok, logging: unknown', ''],
] as const) {
  test(`who goes by groups, on ${why}`, async () => {
    const found = await askGroups(wire);
    assert.equal(groupsChecks(found, groups).map(({ id, state }) => `${id}: ${state}`).join(', '), states); // prettier-ignore
    assert.equal(groupsTodo(found, groups), todo);
  });
}
