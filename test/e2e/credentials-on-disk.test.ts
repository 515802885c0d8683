/**
 * Whoever takes the disk after somebody has signed out: in no file of the browser's profile is anything left that could
 * sign in. Before, the one thing that opens what is kept is a file of 32 octets, and nothing is kept in the clear.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { BROWSERS, type BrowserName } from '../support/browser.js';
import { DOMAIN, pageWith, startScene, type Scene } from '../support/e2e.js';
import { runExtension, runSite, type Run } from '../support/kept-sign-in.js';
import { saltedPassword, tokensOf, tracesIn, type Secrets } from '../support/traces.js';
import { ELEMENT } from '../support/widget.js';

async function newProfile(t: TestContext): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'im-profile-'));
  t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  return profile;
}

interface Person {
  readonly jid: string;
  readonly password: string;
}

interface Shell {
  /** Where the server gives no tokens, a key made of the password is kept; else a token. */
  readonly sasl2: boolean;
  readonly run: (name: BrowserName, profile: string, scene: Scene) => Promise<Run>;
  /** What signs in, and is kept sealed. */
  readonly kept: (scene: Scene, person: Person) => Promise<Secrets>;
}

const SHELLS: Readonly<Record<string, Shell>> = {
  'the extension, with a key': {
    sasl2: false,
    run: (name, profile, { server }) => runExtension(name, profile, server.service),
    kept: async ({ server }, person) => ({ 'the salted password': await saltedPassword(server, person) }),
  },
  'a web site, with a token': {
    sasl2: true,
    run: (name, profile, { site }) => runSite(name, profile, site.origin),
    kept: async ({ server }, { jid }) => {
      const tokens = await tokensOf(server, jid);
      assert.ok(tokens.length > 0, 'a token');
      return Object.fromEntries(tokens.map((token, index) => [`token ${index + 1}`, Buffer.from(token)]));
    },
  },
};

for (const [shell, { sasl2, run, kept }] of Object.entries(SHELLS)) {
  describe(shell, () => {
    let scene: Scene;

    before(async () => {
      scene = await startScene({ pages: { '/': pageWith(ELEMENT) }, prosody: { sasl2 } });
      await scene.admin.publish({ domains: [DOMAIN] });
    });
    after(() => scene.stop());

    for (const name of BROWSERS) {
      test(`${name}: signing out leaves in no file of the profile what could sign in`, async (t) => {
        const profile = await newProfile(t);
        const person = await scene.person(`disk-${name}`);

        const first = await run(name, profile, scene);
        await first.signIn(person);
        const key = await first.sealingKey();
        assert.equal(key.length, 32);
        await first.close();
        const clear = { 'the password': Buffer.from(person.password), ...(await kept(scene, person)) };
        assert.deepEqual(await tracesIn(profile, clear), [], 'nothing is kept in the clear');
        assert.notDeepEqual(await tracesIn(profile, { key }), [], 'the key is found where it is');

        const second = await run(name, profile, scene);
        assert.equal(await second.account(), person.jid, 'what is kept signs in');
        const records = await second.records();
        assert.deepEqual(await second.sealingKey(), key);
        // Tokens change as they are used: the one that is kept now, too.
        const later = await kept(scene, person);
        await second.signOut();
        await second.close();
        assert.deepEqual(await tracesIn(profile, { ...clear, ...prefixed(later), key }), []);

        const third = await run(name, profile, scene);
        await third.putBack(records);
        await third.close();
        const fourth = await run(name, profile, scene);
        assert.equal(await fourth.account(), null, 'what is put back cannot be opened');
        await fourth.close();
      });
    }
  });
}

function prefixed(secrets: Secrets): Secrets {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [`later: ${name}`, secret]));
}
