/**
 * An HTTPS webhook: a POST of the record as JSON (`record.ts`) for each message, which has to be answered 200 to 299 once
 * it is kept, within two minutes. Redirections are not followed; what the answer says beside that is not read.
 *
 * | field | what |
 * |---|---|
 * | `Idempotency-Key` | the id of the message: whoever has it already answers the same, and keeps it once |
 * | `Authorization` | `Bearer <token>`, if there is one |
 * | `X-IM-Signature` | `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "<t>.<body>" in hexadecimal>`, if there is a key |
 */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:https';
import { readCa } from '../ca-file.js';
import type { WebhookSettings } from '../endpoint.js';
import { errorCode } from '../durable-file.js';
import type { Message } from '../message.js';
import { recordOf } from '../record.js';
import { DONE, failed, type Result } from '../result.js';
import { NETWORK_FAULTS } from '../tls-faults.js';
import type { Deliverer } from './deliverer.js';

/** Milliseconds in which nothing at all is heard; until the answer; and, once there is one, until its end, which says nothing. */
export interface WebhookPatience {
  readonly idle: number;
  readonly toAnswer: number;
  readonly toEnd: number;
}

const PATIENCE: WebhookPatience = { idle: 30_000, toAnswer: 120_000, toEnd: 2000 };
/** Octets of an answer that are read, so that the connection can be used again. */
const LONGEST_ANSWER = 64 * 1024;

export class WebhookDeliverer implements Deliverer {
  readonly #settings: WebhookSettings;
  readonly #now: () => number;
  readonly #patience: WebhookPatience;
  #agent: Agent | undefined;

  /** `now`: milliseconds since 1970. */
  constructor(settings: WebhookSettings, now: () => number, patience = PATIENCE) {
    this.#settings = settings;
    this.#now = now;
    this.#patience = patience;
  }

  async deliver(message: Message): Promise<Result> {
    return this.post(message.id, JSON.stringify(recordOf(message)));
  }

  /** Sends a body of JSON under a key. */
  async post(key: string, body: string): Promise<Result> {
    if (!this.#agent) {
      const ca = await readCa(this.#settings.caFile);
      if (!ca.ok) return ca;
      this.#agent = new Agent({ keepAlive: true, maxSockets: 1, ...(ca.value === undefined ? {} : { ca: ca.value }) });
    }
    const answer = await this.#request(this.#agent, key, body);
    if (!answer.ok) await this.close();
    return answer;
  }

  async close(): Promise<void> {
    this.#agent?.destroy();
    this.#agent = undefined;
  }

  #request(agent: Agent, key: string, body: string): Promise<Result> {
    const { url, token, signingKey } = this.#settings;
    const at = Math.floor(this.#now() / 1000);
    const { host, hostname } = new URL(url);
    const { idle, toAnswer, toEnd } = this.#patience;
    return new Promise((resolve) => {
      let late: NodeJS.Timeout;
      const done = (result: Result): void => {
        clearTimeout(late);
        resolve(result);
      };
      const giveUp = (result: Result): void => {
        done(result);
        sent.destroy();
      };
      const sent = request(
        url,
        {
          method: 'POST',
          agent,
          timeout: idle,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
            'Idempotency-Key': key,
            ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
            ...(signingKey === '' ? {} : { 'X-IM-Signature': `t=${at},v1=${sign(signingKey, `${at}.${body}`)}` }),
          },
        },
        (response) => {
          const answer = answered(response.statusCode ?? 0);
          let length = 0;
          clearTimeout(late);
          late = setTimeout(() => giveUp(answer), toEnd);
          response.on('data', (data: Buffer) => {
            length += data.length;
            if (length > LONGEST_ANSWER) giveUp(answer);
          });
          response.on('end', () => done(answer));
          response.on('error', () => done(failed('connection-lost', host)));
        },
      );
      late = setTimeout(() => giveUp(failed('no-answer', host)), toAnswer);
      sent.on('timeout', () => giveUp(failed('no-answer', host)));
      // It also ends so where it wants to speak something else (101).
      sent.on('close', () => done(failed('connection-lost', host)));
      sent.on('error', (error) => {
        const reason = NETWORK_FAULTS[errorCode(error)] ?? 'connection-lost';
        done(failed(reason, reason.startsWith('certificate') || reason === 'host-not-found' ? hostname : host));
      });
      sent.end(body);
    });
  }
}

function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function answered(status: number): Result {
  if (status >= 200 && status < 300) return DONE;
  if (status >= 300 && status < 400) return failed('webhook-moved', String(status));
  if (status === 401 || status === 403) return failed('webhook-unauthorised', String(status));
  if (status === 404 || status === 410) return failed('webhook-not-found', String(status));
  if (status === 413) return failed('message-too-large', String(status));
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return failed('temporarily-refused', String(status));
  return failed('webhook-refused', String(status));
}
