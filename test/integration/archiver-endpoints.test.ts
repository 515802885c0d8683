/** Each kind of wrong configuration of an endpoint, with words of its own; a real mail server, a folder on a disk that is full. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FolderDeliverer } from '../../src/archiver/deliver/folder.js';
import { SmtpDeliverer } from '../../src/archiver/deliver/smtp.js';
import { WebhookDeliverer } from '../../src/archiver/deliver/webhook.js';
import type { Endpoint, SmtpSettings, WebhookSettings } from '../../src/archiver/endpoint.js';
import { readMessage, type Message } from '../../src/archiver/message.js';
import type { FaultReason } from '../../src/archiver/result.js';
import { testEndpoint } from '../../src/archiver/test-endpoint.js';
import { Authority, type Certificate } from '../servers/certificates.js';
import { Exim, MAIL_ADDRESS, MAIL_LOGIN } from '../servers/exim.js';
import { freePort, until } from '../servers/processes.js';
import { onlyProsody } from '../servers/start-server.js';
import { StubbornMailServer } from '../servers/stubborn-mail-server.js';
import { chat, row } from '../unit/archiver/rows.js';

const skip = onlyProsody('no XMPP server takes part');

let folder: string;
let authority: Authority;
let good: Exim;
const servers: { stop(): Promise<unknown> }[] = [];
const texts = new Map<string, FaultReason>();

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'im-endpoints-'));
  authority = new Authority(folder);
  good = await mailServer(authority.issue('127.0.0.1'));
});

after(async () => {
  if (skip) return;
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function mailServer(certificate?: Certificate, tlsOnConnect = false): Promise<Exim> {
  const server = await Exim.start({ ...(certificate ? { certificate } : {}), tlsOnConnect, largest: 100_000 });
  servers.push(server);
  return server;
}

function smtp(server: { readonly port: number }, changes: Partial<SmtpSettings> = {}): SmtpSettings {
  return {
    type: 'smtp', host: '127.0.0.1', port: server.port, security: 'starttls', sender: 'archiver@mail.example', recipient: MAIL_ADDRESS,
    username: MAIL_LOGIN.username, password: MAIL_LOGIN.password, caFile: authority.file, ...changes,
  }; // prettier-ignore
}

/** The test fails for this reason, with words that no other reason has, and that do not have the password in them. */
async function failsFor(endpoint: Omit<Endpoint, 'name'>, reason: FaultReason): Promise<void> {
  const { passed, steps } = await testEndpoint(
    { name: 'x', ...endpoint } as Endpoint,
    [folder],
    Date.now(),
    crypto.randomUUID(),
  );
  const failed = steps.filter(({ result }) => result === 'failed');
  assert.deepEqual([passed, failed.map((step) => step.reason)], [false, [reason]], JSON.stringify(steps));
  const [{ text } = { text: '' }] = failed;
  assert.ok(text.length > 20 && !text.includes(MAIL_LOGIN.password) && !text.includes('%'), text);
  assert.ok((texts.get(text) ?? reason) === reason, text);
  texts.set(text, reason);
}

function message(body: string, number = 1): Message {
  const read = readMessage(
    row(number, 'anna@example.com', chat('anna@example.com/a', 'bob@example.com', body, `m${number}`)),
  );
  assert.ok(read);
  return read.message;
}

describe('the test of a mail server', { skip }, () => {
  test('passes where a message is taken, by STARTTLS and by TLS', async () => {
    const tls = await mailServer(authority.issue('127.0.0.1'), true);
    for (const settings of [smtp(good), smtp(tls, { security: 'tls' })]) {
      const { passed, steps } = await testEndpoint({ name: 'x', ...settings }, [], Date.now(), crypto.randomUUID());
      assert.ok(passed, JSON.stringify(steps));
      assert.deepEqual(new Set(steps.map(({ result }) => result)), new Set(['passed']));
    }
    assert.equal(good.accepted.length, 1);
  });

  test('fails where nobody listens', async () => failsFor(smtp({ port: await freePort() }), 'connection-refused'));
  test('fails where the name is unknown', () =>
    failsFor(smtp(good, { host: 'nobody.localhost.invalid' }), 'host-not-found'));
  test('fails where there is no STARTTLS', async () => failsFor(smtp(await mailServer()), 'starttls-not-offered'));
  test('fails where TLS is expected too early', () => failsFor(smtp(good, { security: 'tls' }), 'tls-not-spoken'));
  test('fails for a certificate of an unknown authority', () =>
    failsFor(smtp(good, { caFile: '' }), 'certificate-unknown-issuer'));
  test('fails for a certificate of another name', () =>
    failsFor(smtp(good, { host: 'localhost' }), 'certificate-name'));
  test('fails for a certificate that has expired', async () => failsFor(smtp(await mailServer(authority.issue('127.0.0.1', -1))), 'certificate-expired')); // prettier-ignore
  test('fails for a wrong password', () => failsFor(smtp(good, { password: 'wrong' }), 'login-refused'));
  test('fails for a recipient that is refused', () =>
    failsFor(smtp(good, { recipient: 'nobody@mail.example' }), 'recipient-refused'));
  test('fails without the login that is wanted', () =>
    failsFor(smtp(good, { username: '', password: '' }), 'recipient-refused'));
  test('fails without a CA file where one is named', () => failsFor(smtp(good, { caFile: join(folder, 'none.pem') }), 'ca-file-unreadable')); // prettier-ignore
  test('fails for a CA file that is none', async () => {
    writeFileSync(join(folder, 'empty.pem'), 'x');
    await failsFor(smtp(good, { caFile: join(folder, 'empty.pem') }), 'ca-file-invalid');
    await failsFor(smtp(good, { caFile: '/dev/zero' }), 'ca-file-invalid');
  });
  test('fails where something else listens', async () => {
    const other = createTcpServer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    servers.push({ stop: async () => other.close() });
    const address = other.address();
    assert.ok(typeof address === 'object' && address);
    await failsFor(smtp(address), 'not-smtp');
  });
});

test('a mail server gets the message as it is, and one that is too large is named', { skip }, async () => {
  const deliverer = new SmtpDeliverer(smtp(good));
  after(() => deliverer.close());
  const said = message('Grüße\r\n.\r\nBcc: eve@example.org\n.\nQUIT');
  assert.deepEqual(await deliverer.deliver(said), { ok: true, value: undefined });
  const mail = good.mail(said.id);
  assert.match(mail, /Gr=C3=BC=C3=9Fe/);
  assert.doesNotMatch(mail.slice(0, mail.indexOf('multipart')), /eve@/);
  const large = await deliverer.deliver(message('x'.repeat(200_000), 2));
  assert.deepEqual(large.ok || large.fault.reason, 'message-too-large');
  assert.deepEqual(await deliverer.deliver(message('after it', 3)), { ok: true, value: undefined });
});

describe('a mail server that does not finish', { skip }, () => {
  let server: StubbornMailServer;
  before(async () => {
    if (skip) return;
    server = await StubbornMailServer.start(authority.issue('127.0.0.1'));
    servers.push(server);
  });
  const deliverer = (inAll: number): SmtpDeliverer =>
    new SmtpDeliverer(smtp(server, { security: 'tls', username: '', password: '' }), {
      toConnect: 5000,
      toAnswer: 60_000,
      inAll,
    });

  test('and says a little now and then is given up, and named', async () => {
    const slow = deliverer(300);
    after(() => slow.close());
    server.mood = 'drips';
    const result = await slow.deliver(message('one'));
    assert.equal(result.ok || result.fault.reason, 'no-answer');
    server.mood = 'takes';
    assert.deepEqual(await slow.deliver(message('one')), { ok: true, value: undefined });
  });

  test('and says nothing is left when the archiver closes the endpoint', async () => {
    const closed = deliverer(60_000);
    server.mood = 'is-silent';
    const before = server.given;
    const result = closed.deliver(message('one'));
    await until(() => server.given > before, 'the mail');
    await closed.close();
    assert.equal((await result).ok, false);
    assert.equal(server.given, before + 1);
  });
});

describe('a folder', { skip }, () => {
  const at = (path: string): Endpoint => ({ name: 'x', type: 'folder', path, format: 'jsonl' });

  test('passes its test, and keeps nothing of it', async () => {
    const path = join(folder, 'good');
    mkdirSync(path);
    const report = await testEndpoint(at(path), [folder], 0, 'r');
    assert.ok(report.passed);
    assert.match(report.steps.at(-1)?.text ?? '', /removed again/);
    assert.deepEqual(readdirSync(path), []);
  });

  test('fails where it is missing', () => failsFor(at(join(folder, 'none')), 'folder-missing'));
  test('fails where it is a file', () => failsFor(at(join(folder, 'ca.pem')), 'folder-not-a-folder'));

  for (const format of ['jsonl', 'eml'] as const) {
    test(`on a full disk is named, and nothing is skipped or doubled when there is room (${format})`, async (t) => {
      const path = join(folder, `small-${format}`);
      mkdirSync(path);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1024k', 'tmpfs', path]);
      if (mounted.status !== 0) return t.skip('nobody may mount a disk here');
      writeFileSync(join(path, 'filler'), Buffer.alloc(980 * 1024));
      const deliverer = new FolderDeliverer({ type: 'folder', path, format }, [folder]);
      t.after(async () => {
        await deliverer.close();
        spawnSync('umount', [path]);
      });
      await failsFor(at(path), 'disk-full');
      let full = 0;
      for (let number = 1; number <= 12; number++) {
        const one = message(`${number} ${'x'.repeat(10_000)}`, number);
        let result = await deliverer.deliver(one);
        if (!result.ok) {
          assert.equal(result.fault.reason, 'disk-full');
          full++;
          result = await deliverer.deliver(one);
          assert.equal(result.ok, false);
          rmSync(join(path, 'filler'));
          result = await deliverer.deliver(one);
        }
        assert.ok(result.ok);
      }
      assert.equal(full, 1);
      const [day = ''] = readdirSync(path);
      if (format === 'eml') return assert.equal(readdirSync(join(path, day)).length, 12);
      const numbers = readFileSync(join(path, day), 'utf8').trimEnd().split('\n').map((line) => parseInt((JSON.parse(line) as { body: string }).body)); // prettier-ignore
      assert.deepEqual(
        numbers,
        Array.from({ length: 12 }, (_, index) => index + 1),
      );
    });
  }
});

describe('a webhook', { skip }, () => {
  let server: Server;
  let settings: WebhookSettings;
  const heard: { readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[] = [];
  let status = 200;
  /** Answers instead. */
  let oddity: ((response: ServerResponse) => void) | undefined;

  before(async () => {
    if (skip) return;
    const { certificate, key } = authority.issue('127.0.0.1');
    server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        heard.push({ headers: request.headers, body });
        if (oddity) return oddity(response);
        response.writeHead(status, status === 302 ? { location: 'https://evil.example/' } : {}).end('{"a":1}');
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    settings = {
      type: 'webhook',
      url: `https://127.0.0.1:${address.port}/in`,
      token: 'bearer',
      signingKey: 'key',
      caFile: authority.file,
    };
    servers.push({
      stop: async () => {
        server.closeAllConnections();
        server.close();
      },
    });
  });

  test('passes its test, and gets each message under its id, signed', async () => {
    assert.ok((await testEndpoint({ name: 'x', ...settings }, [], 0, 'r')).passed);
    const deliverer = new WebhookDeliverer(settings, () => 5000);
    after(() => deliverer.close());
    const one = message('hello');
    assert.deepEqual(await deliverer.deliver(one), { ok: true, value: undefined });
    const { headers, body } = heard.at(-1) ?? assert.fail();
    assert.deepEqual([headers['idempotency-key'], headers.authorization], [one.id, 'Bearer bearer']);
    const { createHmac } = await import('node:crypto');
    assert.equal(headers['x-im-signature'], `t=5,v1=${createHmac('sha256', 'key').update(`5.${body}`).digest('hex')}`);
    assert.equal((JSON.parse(body) as { body: string }).body, 'hello');
  });

  test('fails for a certificate of an unknown authority', () =>
    failsFor({ ...settings, caFile: '' } as Endpoint, 'certificate-unknown-issuer'));
  test('fails for a certificate of another name', () =>
    failsFor({ ...settings, url: settings.url.replace('127.0.0.1', 'localhost') } as Endpoint, 'certificate-name'));

  for (const [answer, reason] of [
    [401, 'webhook-unauthorised'],
    [404, 'webhook-not-found'],
    [302, 'webhook-moved'],
    [400, 'webhook-refused'],
    [503, 'temporarily-refused'],
  ] as const) {
    test(`fails where ${answer} is answered`, async () => {
      status = answer;
      await failsFor(settings, reason);
      status = 200;
    });
  }

  /** Writes again and again, as long as somebody listens. */
  const goOn = (response: ServerResponse, write: () => void): void => {
    const timer = setInterval(write, 10);
    response.on('close', () => clearInterval(timer));
  };
  for (const [what, act, outcome] of [
    [
      'takes it, and never ends its answer',
      (response) => {
        response.writeHead(200);
        goOn(response, () => response.write('x'));
      },
      true,
    ],
    [
      'takes it, and answers without end',
      (response) => {
        response.writeHead(200);
        goOn(response, () => response.write(Buffer.alloc(50_000)));
      },
      true,
    ],
    [
      'refuses it, and never ends its answer',
      (response) => {
        response.writeHead(400);
        goOn(response, () => response.write('x'));
      },
      'webhook-refused',
    ],
    [
      'never says what it has done',
      (response) => goOn(response, () => response.socket?.write('HTTP/1.1 100 Continue\r\n\r\n')),
      'no-answer',
    ],
    ['never answers', () => undefined, 'no-answer'],
    [
      'wants to speak something else',
      (response) =>
        response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
      'connection-lost',
    ],
    [
      'is cut off in its answer',
      (response) => {
        response.writeHead(200, { 'content-length': 9 }).write('x');
        setImmediate(() => response.socket?.destroy());
      },
      'connection-lost',
    ],
    ['answers what is no HTTP', (response) => response.socket?.end('220 mail.example\r\n'), 'connection-lost'],
  ] as const satisfies readonly (readonly [string, (response: ServerResponse) => void, FaultReason | true])[]) {
    test(`that ${what}: it is known what became of the message, and the next one is delivered`, async () => {
      const deliverer = new WebhookDeliverer(settings, () => 5000, { idle: 2000, toAnswer: 300, toEnd: 200 });
      after(() => deliverer.close());
      oddity = act;
      const result = await deliverer.deliver(message('one'));
      oddity = undefined;
      assert.equal(result.ok || result.fault.reason, outcome);
      assert.deepEqual(await deliverer.deliver(message('two', 2)), { ok: true, value: undefined });
    });
  }
});

test('there were more than ten kinds of wrong configuration, each with its own words', { skip }, () => {
  const reasons = new Set(texts.values());
  assert.ok(reasons.size >= 18, [...reasons].join());
});
