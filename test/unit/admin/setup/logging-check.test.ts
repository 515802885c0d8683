import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  askLogging,
  LOGGING_DAYS_FEATURE,
  LOGGING_FEATURE,
  loggingChecks,
  loggingTodo,
  type ArchiveDefault,
} from '../../../../src/admin/setup/logging-check.js';
import type { AdminWire } from '../../../../src/admin/wire.js';
import type { BareJid } from '../../../../src/core/jid.js';
import { NO_LOGGING, type Logging } from '../../../../src/core/policy/schema.js';
import { xml } from '../../../../src/xmpp/element.js';
import type { IqAnswer } from '../../../../src/xmpp/iq.js';
import { NS } from '../../../../src/xmpp/ns.js';

const ADA = 'ada@acme.example' as BareJid;
const EVERYONE: Logging = { mode: 'everyone', days: 90, always: [], never: [] };

interface Server {
  readonly name: string;
  readonly features?: readonly string[];
  readonly ofAccount?: readonly string[];
  readonly keeps?: ArchiveDefault | 'nonsense';
}

/** One without a name does not answer. */
function server({ name, features = [], ofAccount = [NS.archive], keeps }: Server): AdminWire {
  const get: AdminWire['get'] = async ({ name: kind, attrs }, { to } = {}): Promise<IqAnswer> => {
    if (!name || (kind === 'prefs' && !keeps)) return { ok: false, condition: 'timeout' };
    const result = (...content: ReturnType<typeof xml>[]): IqAnswer => ({
      ok: true,
      stanza: xml('iq', {}, ...content),
    });
    if (kind === 'prefs') return result(xml('prefs', { xmlns: NS.archive, default: keeps ?? '' }));
    const told =
      attrs.xmlns === NS.discoInfo
        ? (to === ADA ? ofAccount : features).map((feature) => xml('feature', { var: feature }))
        : [xml('name', {}, name)];
    return result(xml('query', { xmlns: attrs.xmlns ?? '' }, ...told));
  };
  return { domain: 'acme.example', account: ADA, get } as unknown as AdminWire;
}

describe('who sees to it that messages are kept, by check: state', () => {
  const BOTH = [LOGGING_FEATURE, LOGGING_DAYS_FEATURE];
  for (const [why, asked, logging, states, todo] of [
    [
      'a server whose modules say so',
      { name: 'Prosody', features: BOTH, keeps: 'always' },
      EVERYONE,
      'client: ok, server: ok, days: ok, own: ok',
      '',
    ],
    [
      'one that removes messages too early',
      { name: 'Prosody', features: [LOGGING_FEATURE] },
      EVERYONE,
      'client: ok, server: ok, days: warn',
      'Get the lines that add it',
    ],
    [
      'Prosody without the module',
      { name: 'Prosody', keeps: 'never' },
      EVERYONE,
      'client: ok, server: warn, days: warn, own: warn',
      'Get the lines that add it',
    ],
    [
      'no archive at all',
      { name: 'Prosody', ofAccount: [] },
      EVERYONE,
      'client: ok, server: missing',
      'Get the lines that add it',
    ],
    [
      'ejabberd, which tells only what it keeps for who asks',
      { name: 'ejabberd', keeps: 'roster' },
      { ...EVERYONE, mode: 'contacts' },
      'client: ok, server: unknown, days: unknown, own: ok',
      'Apply the generated settings',
    ],
    [
      'ejabberd where the settings are not applied',
      { name: 'ejabberd', keeps: 'never' },
      EVERYONE,
      'client: ok, server: unknown, days: unknown, own: warn',
      'Apply the generated settings',
    ],
    [
      'who is excepted is asked about as that',
      { name: 'Prosody', features: BOTH, keeps: 'never' },
      { ...EVERYONE, never: [ADA] },
      'client: ok, server: ok, days: ok, own: ok',
      '',
    ],
    [
      'left to the server',
      { name: 'Prosody', features: BOTH, keeps: 'never' },
      NO_LOGGING,
      'client: ok, server: ok',
      '',
    ],
    [
      'what is no preference says nothing',
      { name: 'Prosody', features: BOTH, keeps: 'nonsense' },
      EVERYONE,
      'client: ok, server: ok, days: ok',
      '',
    ],
    ['another server', { name: 'Something' }, EVERYONE, 'client: ok, server: warn, days: warn', ''],
    ['no answer', { name: '' }, EVERYONE, 'client: ok, server: unknown, days: unknown', ''],
  ] as const satisfies readonly (readonly [string, Server, Logging, string, string])[]) {
    test(why, async () => {
      const found = await askLogging(server(asked));
      const checks = loggingChecks(found, logging, ADA);
      assert.equal(checks.map(({ id, state }) => `${id}: ${state}`).join(', '), states);
      assert.equal(loggingTodo(found), todo);
    });
  }

  test('the server is said to enforce for every client only what the policy says', async () => {
    const found = await askLogging(server({ name: 'Prosody', features: BOTH }));
    const says = (logging: Logging): string => loggingChecks(found, logging, ADA)[1]?.says ?? '';
    assert.match(says(NO_LOGGING), /^It goes by its own settings, and by what people choose/);
    assert.match(says({ ...NO_LOGGING, never: [ADA] }), /^Your server enforces it, for every client/);
  });

  test('our client changes nothing where the policy says nothing', async () => {
    const found = await askLogging(server({ name: 'Prosody' }));
    assert.match(loggingChecks(found, NO_LOGGING, ADA)[0]?.says ?? '', /leaves it to the server/);
    const excepted = { ...NO_LOGGING, never: [ADA] };
    assert.match(loggingChecks(found, excepted, ADA)[0]?.says ?? '', /sets each person’s archive preferences/);
  });
});
