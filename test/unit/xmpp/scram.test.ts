import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  deserialiseSecret,
  ScramFault,
  ScramMechanism,
  serialiseSecret,
  type ScramCredential,
  type ScramName,
} from '../../../src/xmpp/scram.js';
import vectors from '../../vectors/scram.json' with { type: 'json' };
import { text, utf8 } from './octets.js';

interface Vector {
  readonly source: string;
  readonly mechanism: ScramName;
  readonly username: string;
  readonly password: string;
  readonly nonce: string;
  readonly clientFirst: string;
  readonly serverFirst: string;
  readonly clientFinal: string;
  readonly serverFinal: string;
}

const [SHA_1, SHA_256] = vectors as readonly Vector[] as readonly [Vector, Vector];

function password(given: string, extractable = false): ScramCredential {
  return { kind: 'password', password: given, extractable };
}

function mechanismOf(vector: Vector, credential = password(vector.password)): ScramMechanism {
  return new ScramMechanism(vector.mechanism, vector.username, credential, vector.nonce);
}

/** The answer to another first message of the server. */
function answering(serverFirst: string, credential = password('pencil')): Promise<Uint8Array> {
  return mechanismOf(SHA_256, credential).respond(utf8(serverFirst));
}

/** The fault for which an exchange ends. */
function failsFor(fault: ScramFault['fault']): (error: unknown) => boolean {
  return (error) => error instanceof ScramFault && error.fault === fault;
}

for (const vector of [SHA_1, SHA_256]) {
  describe(`${vector.mechanism}, by the example of ${vector.source}:`, () => {
    test('says, proves and verifies what the example does', async () => {
      const mechanism = mechanismOf(vector);
      assert.equal(text(await mechanism.start()), vector.clientFirst);
      assert.equal(text(await mechanism.respond(utf8(vector.serverFirst))), vector.clientFinal);
      assert.equal(mechanism.isGenuine(utf8(vector.serverFinal)), true);
    });

    test('a server that does not know the password is not genuine', async () => {
      const mechanism = mechanismOf(vector);
      await mechanism.respond(utf8(vector.serverFirst));
      const [v = '', ...rest] = vector.serverFinal.split('=');
      const changed = `${v}=${rest.join('=').replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`;
      const finals = [
        changed,
        '',
        'v=',
        'v',
        vector.serverFinal.slice(0, -1),
        `x=${vector.serverFinal}`,
        'e=other-error',
      ];
      for (const final of finals) assert.equal(mechanism.isGenuine(utf8(final)), false, final);
      assert.equal(mechanism.isGenuine(undefined), false);
    });

    test('a server that skips the challenge is not genuine', () => {
      assert.equal(mechanismOf(vector).isGenuine(utf8(vector.serverFinal)), false);
    });

    test('the salted password that is kept signs in again, without the password', async () => {
      const first = mechanismOf(vector);
      await first.respond(utf8(vector.serverFirst));
      assert.ok(first.secret);
      const again = mechanismOf(vector, { kind: 'secret', secret: first.secret });
      assert.equal(text(await again.respond(utf8(vector.serverFirst))), vector.clientFinal);
      assert.equal(again.isGenuine(utf8(vector.serverFinal)), true);
    });

    test('the salted password can be written out and read again, if it was made so', async () => {
      const first = mechanismOf(vector, password(vector.password, true));
      await first.respond(utf8(vector.serverFirst));
      assert.ok(first.secret);
      const written = JSON.parse(JSON.stringify(await serialiseSecret(first.secret))) as Awaited<
        ReturnType<typeof serialiseSecret>
      >;
      const secret = await deserialiseSecret(written, false);
      assert.equal(secret.key.extractable, false);
      const again = mechanismOf(vector, { kind: 'secret', secret });
      assert.equal(text(await again.respond(utf8(vector.serverFirst))), vector.clientFinal);
    });
  });
}

test('a key that was not made to be read out cannot be', async () => {
  const mechanism = mechanismOf(SHA_256);
  await mechanism.respond(utf8(SHA_256.serverFirst));
  const { secret } = mechanism;
  assert.ok(secret);
  assert.equal(secret.key.extractable, false);
  await assert.rejects(serialiseSecret(secret));
});

test('the key is as long as the hash, as SCRAM means it', async () => {
  for (const [vector, octets] of [[SHA_1, 20] as const, [SHA_256, 32] as const]) {
    const mechanism = mechanismOf(vector, password(vector.password, true));
    await mechanism.respond(utf8(vector.serverFirst));
    assert.ok(mechanism.secret);
    assert.equal(atob((await serialiseSecret(mechanism.secret)).key).length, octets);
  }
});

test('another password proves something else', async () => {
  const final = text(await answering(SHA_256.serverFirst, password('Pencil')));
  assert.notEqual(final, SHA_256.clientFinal);
});

test('equal signs and commas in a name are escaped', async () => {
  const mechanism = new ScramMechanism('SCRAM-SHA-256', 'a=b,c', password('x'), 'nonce');
  assert.equal(text(await mechanism.start()), 'n,,n=a=3Db=2Cc,r=nonce');
});

test('a name that looks like a nonce does not become one', async () => {
  const respond = async (challenge: string): Promise<string> => {
    const mechanism = new ScramMechanism('SCRAM-SHA-256', 'a,r=b', password('x'), 'nonce');
    return text(await mechanism.respond(utf8(challenge)));
  };
  await assert.rejects(respond('r=bserver,s=QSXCR+Q6sek8bf92,i=4096'), failsFor('malformed'));
  assert.match(await respond('r=nonceserver,s=QSXCR+Q6sek8bf92,i=4096'), /^c=biws,r=nonceserver,p=/);
});

test('a second challenge is refused: a server could go on for ever', async () => {
  const mechanism = mechanismOf(SHA_256);
  await mechanism.respond(utf8(SHA_256.serverFirst));
  await assert.rejects(mechanism.respond(utf8(SHA_256.serverFirst)), failsFor('malformed'));
});

test('the password is prepared: two ways to write it are one', async () => {
  const written = await answering(SHA_256.serverFirst, password('I\u00adX'));
  const plain = await answering(SHA_256.serverFirst, password('IX'));
  assert.equal(text(written), text(plain));
});

test('a password beyond Latin-1 signs in, too', async () => {
  assert.match(text(await answering(SHA_256.serverFirst, password('пароль🔑'))), /,p=[\w+/]{43}=$/);
});

for (const given of ['', '\u00ad', 'a\u0007']) {
  test(`a password that prepares to ${JSON.stringify(given)} or less is none`, async () => {
    await assert.rejects(answering(SHA_256.serverFirst, password(given)), failsFor('password-not-allowed'));
  });
}

describe('refuses a challenge', () => {
  const { nonce } = SHA_256;
  const cases: readonly (readonly [string, string, ScramFault['fault']])[] = [
    ['whose nonce is not ours', 'r=other,s=QSXCR+Q6sek8bf92,i=4096', 'malformed'],
    ['whose nonce only ends like ours', `r=x${nonce},s=QSXCR+Q6sek8bf92,i=4096`, 'malformed'],
    ['that adds nothing to our nonce', `r=${nonce},s=QSXCR+Q6sek8bf92,i=4096`, 'malformed'],
    ['without a nonce', 's=QSXCR+Q6sek8bf92,i=4096', 'malformed'],
    ['without a salt', `r=${nonce}x,i=4096`, 'malformed'],
    ['with an empty salt', `r=${nonce}x,s=,i=4096`, 'malformed'],
    ['whose salt is no base64', `r=${nonce}x,s=!!!,i=4096`, 'malformed'],
    ['without a count', `r=${nonce}x,s=QSXCR+Q6sek8bf92`, 'malformed'],
    ['whose count is no number', `r=${nonce}x,s=QSXCR+Q6sek8bf92,i=many`, 'malformed'],
    ['whose count is negative', `r=${nonce}x,s=QSXCR+Q6sek8bf92,i=-4096`, 'malformed'],
    ['whose count is too long to read', `r=${nonce}x,s=QSXCR+Q6sek8bf92,i=${'9'.repeat(10)}`, 'malformed'],
    ['with an extension that we do not know', `m=x,r=${nonce}x,s=QSXCR+Q6sek8bf92,i=4096`, 'malformed'],
    ['that is an error', 'e=unknown-user', 'malformed'],
    ['that is empty', '', 'malformed'],
    ['with too few iterations', `r=${nonce}x,s=QSXCR+Q6sek8bf92,i=4095`, 'weak'],
    ['with one iteration', `r=${nonce}x,s=QSXCR+Q6sek8bf92,i=1`, 'weak'],
    ['with more iterations than a browser can do', `r=${nonce}x,s=QSXCR+Q6sek8bf92,i=10000001`, 'weak'],
  ];
  for (const [what, serverFirst, fault] of cases) {
    test(what, () => assert.rejects(answering(serverFirst), failsFor(fault)));
  }
});

test('a kept secret does not answer a challenge with another salt, or another count', async () => {
  const first = mechanismOf(SHA_256);
  await first.respond(utf8(SHA_256.serverFirst));
  assert.ok(first.secret);
  const credential: ScramCredential = { kind: 'secret', secret: first.secret };
  for (const changed of [
    SHA_256.serverFirst.replace('s=W22', 's=X22'),
    SHA_256.serverFirst.replace('i=4096', 'i=4097'),
  ]) {
    await assert.rejects(answering(changed, credential), failsFor('salt-changed'));
  }
});
