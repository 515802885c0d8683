/**
 * The test of an endpoint, which has to pass before it is saved: everything that a delivery does, with a message that says
 * that it is a test. The steps are told one by one, with what went wrong in words.
 *
 * | type | steps |
 * |---|---|
 * | smtp | `ca-file` `host` `connection` `encryption` `certificate` `login` `delivery` (a mail is sent) |
 * | folder | `folder` `delivery` (a file is written and taken away) |
 * | webhook | `ca-file` `host` `connection` `encryption` `certificate` `delivery` (a POST of `{"test":true,…}`) |
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SmtpDeliverer } from './deliver/smtp.js';
import { isAllowed } from './deliver/folder.js';
import { WebhookDeliverer } from './deliver/webhook.js';
import { syncFolder, writeDurably } from './durable-file.js';
import type { Endpoint, FolderSettings, SmtpSettings, WebhookSettings } from './endpoint.js';
import { fileFault } from './file-faults.js';
import { DONE, failed, faultText, type FaultReason, type Result } from './result.js';

export type Step = 'ca-file' | 'host' | 'connection' | 'encryption' | 'certificate' | 'login' | 'folder' | 'delivery';

export interface StepResult {
  readonly step: Step;
  readonly result: 'passed' | 'failed' | 'not-run';
  readonly reason: FaultReason | undefined;
  readonly text: string;
}

export interface TestReport {
  readonly passed: boolean;
  readonly steps: readonly StepResult[];
}

const STEPS: Readonly<Record<Endpoint['type'], readonly Step[]>> = {
  smtp: ['ca-file', 'host', 'connection', 'encryption', 'certificate', 'login', 'delivery'],
  folder: ['folder', 'delivery'],
  webhook: ['ca-file', 'host', 'connection', 'encryption', 'certificate', 'delivery'],
};

/** At which step something went wrong; at the delivery if it is not named. */
const STEP_OF: Partial<Readonly<Record<FaultReason, Step>>> = {
  'ca-file-unreadable': 'ca-file',
  'ca-file-invalid': 'ca-file',
  'host-not-found': 'host',
  'host-unreachable': 'connection',
  'connection-refused': 'connection',
  'no-answer': 'connection',
  'not-smtp': 'connection',
  'tls-not-spoken': 'encryption',
  'starttls-not-offered': 'encryption',
  'certificate-expired': 'certificate',
  'certificate-not-yet-valid': 'certificate',
  'certificate-name': 'certificate',
  'certificate-self-signed': 'certificate',
  'certificate-unknown-issuer': 'certificate',
  'certificate-refused': 'certificate',
  'login-refused': 'login',
  'login-not-offered': 'login',
  'login-required': 'login',
  'folder-missing': 'folder',
  'folder-not-a-folder': 'folder',
  'folder-not-allowed': 'folder',
};

const PASSED: Readonly<Record<Step, string>> = {
  'ca-file': 'The certificates of the authority are there.',
  host: 'The host is known.',
  connection: 'It answers.',
  encryption: 'It speaks TLS.',
  certificate: 'Its certificate is valid, and for this name.',
  login: 'It takes the login.',
  folder: 'The folder is there.',
  delivery: 'A test message was taken.',
};

const PATIENCE = { toConnect: 10_000, toAnswer: 20_000, inAll: 60_000 };

/** Tests an endpoint; `folders` are those that one may be in, `at` is the time that the test message bears, `random` a text that no other test has. */
export async function testEndpoint(
  endpoint: Endpoint,
  folders: readonly string[],
  at: number,
  random: string,
): Promise<TestReport> {
  const result = await attempt(endpoint, folders, at, random);
  const failedStep = result.ok ? undefined : (STEP_OF[result.fault.reason] ?? 'delivery');
  const isWanted = (step: Step): boolean => step === failedStep || !leavesOut(endpoint, step);
  const steps = STEPS[endpoint.type].filter(isWanted);
  if (result.ok) {
    return {
      passed: true,
      steps: steps.map((step) => ({ step, result: 'passed', reason: undefined, text: passedText(step, endpoint) })),
    };
  }
  const { fault } = result;
  const failing = steps.findIndex((step) => step === failedStep);
  return {
    passed: false,
    steps: steps.map((step, index): StepResult => {
      if (index < failing) return { step, result: 'passed', reason: undefined, text: passedText(step, endpoint) };
      if (index > failing) return { step, result: 'not-run', reason: undefined, text: '' };
      return { step, result: 'failed', reason: fault.reason, text: faultText(fault) };
    }),
  };
}

/** Whoever looks into the folder finds no test there. */
function passedText(step: Step, { type }: Endpoint): string {
  return step === 'delivery' && type === 'folder' ? 'A test file was written, and removed again.' : PASSED[step];
}

/** What was not asked for is not said to have passed. */
function leavesOut(endpoint: Endpoint, step: Step): boolean {
  if (step === 'ca-file') return 'caFile' in endpoint && endpoint.caFile === '';
  return step === 'login' && endpoint.type === 'smtp' && endpoint.username === '';
}

function attempt(endpoint: Endpoint, folders: readonly string[], at: number, random: string): Promise<Result> {
  switch (endpoint.type) {
    case 'smtp':
      return testSmtp(endpoint, at, random);
    case 'folder':
      return testFolder(endpoint, folders, random);
    case 'webhook':
      return testWebhook(endpoint, at, random);
  }
}

async function testSmtp(settings: SmtpSettings, at: number, random: string): Promise<Result> {
  const deliverer = new SmtpDeliverer(settings, PATIENCE);
  try {
    const verified = await deliverer.verify();
    if (!verified.ok) return verified;
    return await deliverer.send({
      messageId: `<test.${random}@archiver.invalid>`,
      date: new Date(at),
      from: settings.sender,
      to: settings.recipient,
      subject: 'Test of an endpoint for archiving',
      text: 'An administrator has tested whether messages can be archived here. They can.',
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    await deliverer.close();
  }
}

/** As much as a few messages take. */
const TEST_SIZE = 64 * 1024;

async function testFolder({ path }: FolderSettings, folders: readonly string[], random: string): Promise<Result> {
  const folder = join(path, `test-${random}`);
  try {
    if (!(await stat(path)).isDirectory()) return failed('folder-not-a-folder', path);
    if (!(await isAllowed(path, folders))) return failed('folder-not-allowed', path);
    await mkdir(folder);
    await syncFolder(path);
    await writeDurably(join(folder, 'test.eml'), Buffer.alloc(TEST_SIZE, 'test\n'));
    return DONE;
  } catch (error) {
    return { ok: false, fault: fileFault(error, path) };
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function testWebhook(settings: WebhookSettings, at: number, random: string): Promise<Result> {
  const deliverer = new WebhookDeliverer(settings, () => at);
  try {
    return await deliverer.post(`test.${random}`, JSON.stringify({ test: true, at: new Date(at).toISOString() }));
  } finally {
    await deliverer.close();
  }
}
