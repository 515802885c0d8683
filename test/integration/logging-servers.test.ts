/**
 * What stands in the servers' databases after conversations, for each setting of IM Logging, whatever preferences clients
 * set: Prosody by the module of the server kit, in files and in SQL; ejabberd by the settings that the console writes.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loggingRules, removeOldMessages, type LoggingRulesInput } from '../../src/admin/deployment/logging-rules.js';
import { loggingOf } from '../../src/core/policy/logging.js';
import { NO_LOGGING, type Logging, type LoggingMode, type PolicyGroup } from '../../src/core/policy/schema.js';
import type { BareJid } from '../../src/core/jid.js';
import { conditionOf, isCompleted, perform } from '../servers/ad-hoc.js';
import { Ejabberd } from '../servers/ejabberd.js';
import type { Administrator } from '../servers/organisation.js';
import { until } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import type { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import {
  hasSqlite,
  inFiles,
  inMnesia,
  inSqlite,
  removeOld,
  SQLITE,
  type KeptMessages,
} from '../support/kept-messages.js';
import { HOME, OUTSIDE, Scene, type Person } from '../support/scene.js';

const NS = 'xmlns="jabber:client"';
const MAM = 'xmlns="urn:xmpp:mam:2"';
const INFO = '<query xmlns="http://jabber.org/protocol/disco#info"/>';
const FEATURE = 'urn:im-contact-requests:kit:logging_policy';
const NO_STORE = '<no-store xmlns="urn:xmpp:hints"/>';
/** What the module needs beside it, so that nothing is removed too early. */
const FOR_GOOD = 'archive_expires_after = "never"; storage_archive_item_limit = 1000000000';
const WISHES: Readonly<Record<LoggingMode, string>> = {
  unset: '',
  everyone: 'always',
  contacts: 'roster',
  nobody: 'never',
};
const CONTRARY: Readonly<Record<LoggingMode, string>> = {
  unset: '',
  everyone: 'never',
  contacts: 'never',
  nobody: 'always',
};

type Server = Prosody | Ejabberd;

interface Store {
  readonly name: string;
  readonly skip?: string | false;
  readonly start: () => Promise<Server>;
  readonly messages: (server: never) => KeptMessages;
}

function prosody(extraConfig: string): Promise<Prosody> {
  return Prosody.start({
    hosts: [
      { domain: HOME, pubsub: true, accounts: [], extraConfig: 'modules_enabled = { "logging_policy" }' },
      { domain: OUTSIDE, accounts: [] },
    ],
    extraConfig,
  });
}

const hosts = [{ domain: HOME, pubsub: true, accounts: [] }, { domain: OUTSIDE, accounts: [] }]; // prettier-ignore
const STORES: readonly Store[] = IS_EJABBERD
  ? [
      {
        name: 'ejabberd, in Mnesia',
        start: () => Ejabberd.start({ hosts, logging: rulesOf(NO_LOGGING) }),
        messages: inMnesia,
      },
    ]
  : [
      { name: 'Prosody, in files', start: () => prosody(FOR_GOOD), messages: inFiles },
      {
        name: 'Prosody, in SQLite',
        skip: (await hasSqlite()) ? false : 'lua-dbi-sqlite3 is not installed',
        start: () => prosody(`${FOR_GOOD}\n${SQLITE}`),
        messages: inSqlite,
      },
    ];

function inputOf({ mode, days, always, never }: Logging): LoggingRulesInput {
  return { domain: HOME, logging: mode, loggingDays: days, loggingAlways: always, loggingNever: never };
}

function rulesOf(logging: Logging, groups: readonly PolicyGroup[] = []): string {
  return loggingRules({ ...inputOf(logging), groups });
}

function preferences(fallback: string, lists = ''): string {
  return `<prefs ${MAM} default="${fallback}">${lists || '<always/><never/>'}</prefs>`;
}

for (const { name, skip = false, start, messages } of STORES) {
  describe(`logging by the policy on ${name}`, { skip }, () => {
    let scene: Scene<Server>;
    let kept: KeptMessages;
    let administrator: Administrator;
    before(async () => {
      const server = await start();
      scene = Scene.on(server);
      kept = messages(server as never);
      administrator = await scene.administrator(HOME);
    });
    after(() => scene.end());

    /** Publishes a policy, and has the server follow it, as its administrator would. */
    async function decide(logging: Partial<Logging>, groups: readonly PolicyGroup[] = []): Promise<Logging> {
      const { server } = scene;
      await administrator.publish({ logging, ...(groups.length > 0 ? { groups } : {}) });
      const whole = { ...NO_LOGGING, ...logging };
      if (server instanceof Ejabberd) await server.replaceLogging(rulesOf(whole, groups));
      return whole;
    }

    async function befriend(one: RawClient, other: RawClient): Promise<void> {
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        from.presence('subscribe', to.jid);
        await until(() => to.presences('subscribe', from.jid).length > 0, 'a request');
        to.presence('subscribed', from.jid);
        await until(() => from.presences('subscribed', to.jid).length > 0, 'an answer');
      }
    }

    /** Says something that nobody said before, and resolves when it has been heard. */
    async function say(from: RawClient, to: RawClient, children = ''): Promise<string> {
      const text = crypto.randomUUID();
      from.send(`<message ${NS} type="chat" to="${to.jid}"><body>${text}</body>${children}</message>`);
      await to.expect(new RegExp(text));
      await Promise.all([from.ping(), to.ping()]);
      return text;
    }

    const keeps = async ({ jid }: { readonly jid: string }, text: string): Promise<boolean> =>
      (await kept.of(jid)).includes(text);

    for (const mode of ['everyone', 'contacts', 'nobody'] as const) {
      test(`keeps what is promised, whatever preferences clients set: ${mode}`, async () => {
        const [ina, maya, otto] = [await scene.contact(HOME), await scene.contact(HOME), await scene.contact(HOME)];
        const [alma, nora] = [await scene.contact(HOME, 'always'), await scene.contact(HOME, 'never')];
        const outside = await scene.contact(OUTSIDE);
        await befriend(ina, maya);
        await befriend(nora, maya);
        const logging = await decide({ mode, always: [alma.jid], never: [nora.jid] });
        const ours = [ina, maya, otto, alma, nora];
        for (const client of ours) {
          const own = loggingOf(logging, client.jid as BareJid);
          if (IS_EJABBERD) {
            // Whom it lets set preferences has a client of ours; it lets nobody else.
            const isExcepted = client === alma || client === nora;
            const answer = await client.iq('set', preferences(isExcepted ? WISHES[own] : CONTRARY[own]));
            assert.equal(conditionOf(answer), isExcepted ? undefined : 'forbidden');
          } else {
            const lists = `<always><jid>${nora.jid}</jid></always><never><jid>${maya.jid}</jid><jid>${otto.jid}</jid></never>`;
            const answer = await client.iq('set', preferences(CONTRARY[own], lists));
            assert.match(answer, new RegExp(`<prefs[^>]* default=["']${WISHES[own]}["']`));
          }
        }
        const friends = new Set([`${ina.jid} ${maya.jid}`, `${nora.jid} ${maya.jid}`]);
        const areFriends = (one: RawClient, other: RawClient): boolean =>
          friends.has(`${one.jid} ${other.jid}`) || friends.has(`${other.jid} ${one.jid}`);
        for (const [one, other] of [
          [ina, maya],
          [ina, otto],
          [ina, outside],
          [alma, otto],
          [nora, ina],
          [nora, maya],
        ] as const) {
          for (const [from, to] of [
            [one, other],
            [other, one],
          ] as const) {
            const text = await say(from, to);
            for (const person of [from, to].filter((client) => client !== outside)) {
              const own = loggingOf(logging, person.jid as BareJid);
              const promised = own === 'everyone' || (own === 'contacts' && areFriends(from, to));
              assert.equal(await keeps(person, text), promised, `${from.jid} to ${to.jid}, for ${person.jid}`);
            }
          }
        }
      });
    }

    test('keeps nothing that waits for somebody who is away, but there, where it is no one', async () => {
      await decide({ mode: 'nobody' });
      const [ina, person] = [await scene.contact(HOME), await scene.person(HOME)];
      const text = crypto.randomUUID();
      ina.send(`<message ${NS} type="chat" to="${person.jid}"><body>${text}</body></message>`);
      await ina.ping();
      assert.ok(!(await keeps(person, text)));
      const client = await scene.client(person);
      await client.available();
      await client.expect(new RegExp(text));
      assert.ok(!(await keeps(person, text)));
    });

    test('a change counts for the next message, and leaves what is there', async () => {
      const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
      await decide({ mode: 'everyone' });
      const first = await say(ina, otto);
      await decide({ mode: 'nobody' });
      const second = await say(ina, otto);
      await decide({ mode: 'everyone' });
      const third = await say(ina, otto);
      const are = await Promise.all([first, second, third].map((text) => keeps(otto, text)));
      assert.deepEqual(are, [true, false, true]);
    });

    test('removes what is older than the days, of those whom the policy concerns', async () => {
      const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
      const { mode, days } = await decide({ mode: 'everyone' });
      assert.equal(days, 0);
      const old = await say(ina, otto);
      await kept.age([ina.jid, otto.jid], 10);
      const recent = await say(ina, otto);
      await kept.age([ina.jid, otto.jid], 10);
      const fresh = await say(ina, otto);
      const expire = async (limit: number): Promise<void> => {
        const logging = await decide({ mode, days: limit });
        if (scene.server instanceof Ejabberd) await removeOld(scene.server, removeOldMessages(inputOf(logging)));
      };
      const are = (): Promise<readonly boolean[]> =>
        Promise.all([ina, otto].flatMap((person) => [old, recent, fresh].map((text) => keeps(person, text))));
      await expire(21);
      await expire(15);
      await until(async () => !(await keeps(ina, old)) && !(await keeps(otto, old)), 'what is too old to be gone');
      assert.deepEqual(await are(), [false, true, true, false, true, true]);
      await expire(1);
      await until(async () => !(await keeps(ina, recent)) && !(await keeps(otto, recent)), 'the rest to be gone');
      assert.deepEqual(await are(), [false, false, true, false, false, true]);
    });

    test('the hint that something is not to be stored keeps it out on ejabberd alone', async () => {
      await decide({ mode: 'everyone' });
      const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
      const text = await say(ina, otto, NO_STORE);
      assert.equal(await keeps(ina, text), !IS_EJABBERD);
      assert.equal(await keeps(otto, text), !IS_EJABBERD);
      const id = crypto.randomUUID();
      otto.send(`<message ${NS} type="chat" id="${id}" to="${ina.jid}"><composing xmlns="http://jabber.org/protocol/chatstates"/>${NO_STORE}</message>`); // prettier-ignore
      await ina.expect(new RegExp(id));
      assert.ok(!(await keeps(ina, id)), 'what is no message is none');
    });

    if (IS_EJABBERD) {
      test('lets the people of groups set the preferences that the policy has for them, and nobody else', async () => {
        const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
        await decide({ mode: 'everyone' }, [{ name: 'Group', members: [ina.jid], logging: 'nobody' }]);
        assert.equal(conditionOf(await ina.iq('set', preferences('never'))), undefined);
        assert.equal(conditionOf(await otto.iq('set', preferences('never'))), 'forbidden');
        const text = await say(ina, otto);
        assert.deepEqual([await keeps(ina, text), await keeps(otto, text)], [false, true]);
      });

      test('preferences that were set before stay, which the console says', async () => {
        await decide({ mode: 'unset' });
        const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
        await ina.iq('set', preferences('never'));
        await decide({ mode: 'everyone' });
        const text = await say(ina, otto);
        assert.deepEqual([await keeps(ina, text), await keeps(otto, text)], [false, true]);
      });
      return;
    }

    test('leaves everybody to their own preferences where the policy says nothing, and gives these back', async () => {
      await decide({ mode: 'unset' });
      const [ina, person] = [await scene.contact(HOME), await scene.person(HOME)];
      const before = await scene.client(person);
      await before.iq('set', preferences('never'));
      await before.close();
      const send = async (): Promise<string> => {
        const text = crypto.randomUUID();
        ina.send(`<message ${NS} type="chat" to="${person.jid}"><body>${text}</body></message>`);
        await ina.ping();
        return text;
      };
      assert.ok(!(await keeps(person, await send())), 'their own count');
      await decide({ mode: 'everyone' });
      assert.ok(await keeps(person, await send()), 'also of somebody who is away');
      assert.ok(await keeps(person, await send()));
      await decide({ mode: 'unset', always: [person.jid] });
      assert.ok(await keeps(person, await send()), 'an exception counts where nothing else is said');
      await decide({ mode: 'unset' });
      assert.ok(!(await keeps(person, await send())), 'their own count again');
      const again = await scene.client(person);
      assert.match(await again.iq('get', `<prefs ${MAM}/>`), /default=["']never["']/);
    });

    test('removes nothing of others where only some people are excepted', async () => {
      const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
      await decide({ mode: 'everyone' });
      const text = await say(ina, otto);
      await kept.age([ina.jid, otto.jid], 10);
      await decide({ mode: 'unset', days: 5, always: [ina.jid] });
      await until(async () => !(await keeps(ina, text)), 'what is too old to be gone');
      assert.ok(await keeps(otto, text));
    });

    describe('for groups of people', () => {
      const group = (name: string, people: readonly RawClient[], logging?: LoggingMode): PolicyGroup => ({
        name,
        members: people.map(({ jid }) => jid),
        ...(logging ? { logging } : {}),
      });

      /** Which of these keep what somebody says to somebody; they talk in pairs, each with the one that follows. */
      async function whoKeeps(people: readonly RawClient[]): Promise<readonly boolean[]> {
        const found: boolean[] = [];
        for (const [index, person] of people.entries()) {
          const other = people[(index + 1) % people.length] ?? person;
          const [sent, heard] = [await say(person, other), await say(other, person)];
          assert.equal(await keeps(person, sent), await keeps(person, heard), person.jid);
          found.push(await keeps(person, sent));
        }
        return found;
      }

      test('keeps what is promised to their people, and to their colleagues', async () => {
        const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
        const people = [ina, otto];
        await decide({ mode: 'everyone' }, [group('A', [ina], 'nobody')]);
        assert.deepEqual(await whoKeeps(people), [false, true]);
        await decide({ mode: 'nobody' }, [group('A', [ina], 'everyone')]);
        assert.deepEqual(await whoKeeps(people), [true, false]);
        await decide({ mode: 'everyone' }, [group('A', [ina], 'contacts')]);
        assert.deepEqual(await whoKeeps(people), [false, true]);
        await befriend(ina, otto);
        assert.deepEqual(await whoKeeps(people), [true, true]);
        await decide({ mode: 'nobody' });
        assert.deepEqual(await whoKeeps(people), [false, false], 'a change counts at once');
      });

      test('the lists of people count before them, and the first group before the next', async () => {
        const [alma, nora] = [await scene.contact(HOME, 'always'), await scene.contact(HOME, 'never')];
        const [first, both] = [await scene.contact(HOME), await scene.contact(HOME)];
        await decide({ mode: 'everyone', always: [alma.jid], never: [nora.jid] }, [
          group('A', [alma, first], 'nobody'),
          group('B', [nora], 'everyone'),
          group('C', [both]),
          group('D', [first, both], 'nobody'),
        ]);
        assert.deepEqual(await whoKeeps([alma, nora, first, both]), [true, false, false, true]);
      });

      test('count where nothing is said of everyone, also for who is away, until they are gone', async () => {
        const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
        const away = await scene.person(HOME);
        const client = await scene.client(away);
        await decide({});
        for (const person of [ina, otto, client]) await person.iq('set', preferences('never'));
        await client.close();
        const send = async (): Promise<string> => {
          const text = crypto.randomUUID();
          otto.send(`<message ${NS} type="chat" to="${away.jid}"><body>${text}</body></message>`);
          await otto.ping();
          return text;
        };
        await decide({}, [{ name: 'A', members: [ina.jid, away.jid], logging: 'everyone' }]);
        assert.deepEqual(await whoKeeps([ina, otto]), [true, false]);
        assert.ok(await keeps(away, await send()));
        const own = (person: RawClient): Promise<string> => person.iq('get', `<prefs ${MAM}/>`);
        assert.match(await own(ina), /default=["']always["']/);
        assert.match(await own(otto), /default=["']never["']/);
        await decide({});
        assert.deepEqual(await whoKeeps([ina, otto]), [false, false]);
        assert.ok(!(await keeps(away, await send())));
      });

      test('have what is too old removed of their people alone, where nothing is said of everyone', async () => {
        const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
        await decide({ mode: 'everyone' });
        const text = await say(ina, otto);
        await kept.age([ina.jid, otto.jid], 10);
        await decide({ days: 5 }, [group('A', [ina], 'everyone')]);
        await until(async () => !(await keeps(ina, text)), 'what is too old to be gone');
        assert.ok(await keeps(otto, text));
      });
    });

    test('removes nothing by days that are more than a clock can count back', async () => {
      const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
      await decide({ mode: 'everyone' });
      const text = await say(ina, otto);
      await kept.age([ina.jid], 10);
      const fresh = await say(ina, otto);
      const removals = async (): Promise<number> =>
        (await scene.server.log()).match(/Removed \d+ messages/g)?.length ?? 0;
      for (const days of [36_500, 1e9, 2e14, 999_999_999_999_999]) {
        await decide({ mode: 'everyone', days });
        // What is removed is removed in the order of the changes.
        const before = await removals();
        await decide({ mode: 'everyone', days: 21 });
        await until(async () => (await removals()) > before, 'the next removal');
        assert.deepEqual([await keeps(ina, text), await keeps(ina, fresh)], [true, true], String(days));
      }
    });

    describe('where the policy goes', () => {
      const featuresOf = (client: RawClient): Promise<string> => client.iq('get', INFO, HOME);

      for (const [what, field] of [
        ['an unknown mode', '<field var="logging"><value>some</value></field>'],
        ['no number', '<field var="logging_days"><value>-1</value></field>'],
        ['nobody for a person', '<field var="logging_never"><value>home.example</value></field>'],
        ['nobody knows whom in a group', '<field var="groups"><value>A</value></field>'],
        [
          'an unknown mode of a group',
          '<field var="groups"><value>A</value></field><field var="group_0_members"/><field var="group_0_logging"><value>unset</value></field>',
        ],
        ['a device for a person', '<field var="logging_always"><value>a@home.example/b</value></field>'],
      ] as const) {
        test(`keeps what was in force where the item has ${what}, and is not announced`, async () => {
          await decide({ mode: 'nobody' });
          const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
          assert.ok((await featuresOf(ina)).includes(`${FEATURE}:days`));
          await administrator.publishPayload(
            `<x xmlns="jabber:x:data" type="result"><field var="FORM_TYPE"><value>urn:im-contact-requests:policy:1</value></field>${field}</x>`,
          );
          assert.ok(!(await featuresOf(ina)).includes(FEATURE));
          assert.ok(!(await keeps(otto, await say(ina, otto))));
        });
      }

      test('goes on where a module is reloaded, and over a restart', async () => {
        await decide({ mode: 'nobody' });
        for (const modules of ['logging_policy', 'mam']) {
          const reloaded = await perform(administrator.client, 'http://prosody.im/protocol/modules#reload', {
            modules,
          });
          assert.ok(isCompleted(reloaded), reloaded);
          const [ina, otto] = [await scene.contact(HOME), await scene.contact(HOME)];
          assert.ok(!(await keeps(otto, await say(ina, otto))));
          assert.ok((await featuresOf(ina)).includes(FEATURE));
        }
        const [one, other]: readonly Person[] = [await scene.person(HOME), await scene.person(HOME)];
        await scene.server.quit();
        await scene.server.run();
        if (!one || !other) return;
        const [ina, otto] = [await scene.client(one), await scene.client(other)];
        await otto.available();
        assert.ok(!(await keeps(otto, await say(ina, otto))));
        assert.ok((await featuresOf(ina)).includes(FEATURE));
      });
    });
  });
}

describe(
  'where Prosody removes messages earlier than the policy says',
  { skip: IS_EJABBERD && 'options of Prosody' },
  () => {
    for (const [why, config] of [
      ['as it comes: after a week', 'storage_archive_item_limit = 1000000000'],
      ['as it comes: beyond 10,000', 'archive_expires_after = "never"'],
      ['after less than the days', 'archive_expires_after = "4w"; storage_archive_item_limit = 1000000000'],
    ] as const) {
      test(`that is not announced, and logged: ${why}`, async (t) => {
        const scene = Scene.on(await prosody(config));
        t.after(() => scene.end());
        const administrator = await scene.administrator(HOME);
        const announced = async (): Promise<readonly boolean[]> => {
          const features = await administrator.client.iq('get', INFO, HOME);
          assert.equal(features.includes(`${FEATURE}:groups`), new RegExp(`${FEATURE}["']`).test(features));
          return [new RegExp(`${FEATURE}["']`).test(features), features.includes(`${FEATURE}:days`)];
        };
        assert.deepEqual(await announced(), [true, true], 'nothing is promised yet');
        await administrator.publish({ logging: { mode: 'everyone', days: 29 } });
        assert.deepEqual(await announced(), [true, false]);
        assert.match(
          await scene.server.log(),
          /logging_policy\twarn\tMessages are removed earlier than the policy says/,
        );
        await administrator.publish({ logging: { days: 29 } });
        assert.deepEqual(await announced(), [true, true], 'nothing is promised any more');
        await administrator.publish({
          logging: { days: 29 },
          groups: [{ name: 'A', members: [`a@${HOME}`], logging: 'everyone' }],
        });
        assert.deepEqual(await announced(), [true, false], 'something is promised to a group');
        if (config.includes('4w')) {
          await administrator.publish({ logging: { mode: 'everyone', days: 28 } });
          assert.deepEqual(await announced(), [true, true]);
        }
      });
    }
  },
);
