/** Secure SMTP: STARTTLS or TLS, never without, and the certificate is checked. One message after the other. */
import { createTransport, type Transporter } from 'nodemailer';
import { readCa } from '../ca-file.js';
import type { SmtpSettings } from '../endpoint.js';
import type { Message } from '../message.js';
import { DONE, failed, type Result } from '../result.js';
import { NETWORK_FAULTS } from '../tls-faults.js';
import type { Deliverer } from './deliverer.js';
import { composeMail, mailOf, oneLine, type Mail } from './mail.js';

/** Milliseconds for a connection, its greeting and its TLS each; in which nothing at all is heard; and for all of it. */
export interface Patience {
  readonly toConnect: number;
  readonly toAnswer: number;
  readonly inAll: number;
}

const PATIENCE: Patience = { toConnect: 15_000, toAnswer: 120_000, inAll: 600_000 };
/** As nodemailer says it. */
const TOO_LATE = Object.assign(new Error('It took too long'), { code: 'ETIMEDOUT' });

export class SmtpDeliverer implements Deliverer {
  readonly #settings: SmtpSettings;
  readonly #patience: Patience;
  #transport: Transporter | undefined;

  constructor(settings: SmtpSettings, patience = PATIENCE) {
    this.#settings = settings;
    this.#patience = patience;
  }

  async deliver(message: Message): Promise<Result> {
    return this.send(mailOf(message, this.#settings.sender));
  }

  /** Sends one mail, to the recipient of the endpoint whatever it says itself. */
  async send(mail: Mail): Promise<Result> {
    return this.#with(async (transport) => {
      const { sender, recipient } = this.#settings;
      await transport.sendMail({ envelope: { from: sender, to: [recipient] }, raw: await composeMail(mail) });
    });
  }

  /** Connects, with TLS and login, and sends nothing. */
  async verify(): Promise<Result> {
    return this.#with(async (transport) => {
      await transport.verify();
    });
  }

  async close(): Promise<void> {
    // A delivery that is under way fails, however long its answer would take.
    this.#transport?.close({ force: true });
    this.#transport = undefined;
  }

  async #with(act: (transport: Transporter) => Promise<void>): Promise<Result> {
    let late: NodeJS.Timeout | undefined;
    try {
      if (!this.#transport) {
        const ca = await readCa(this.#settings.caFile);
        if (!ca.ok) return ca;
        this.#transport = transportOf(this.#settings, ca.value, this.#patience);
      }
      // Whoever says a little now and then is never silent.
      const tooLate = new Promise<never>((_, reject) => {
        late = setTimeout(() => reject(TOO_LATE), this.#patience.inAll);
      });
      await Promise.race([act(this.#transport), tooLate]);
      return DONE;
    } catch (error) {
      await this.close();
      return smtpFault(error, this.#settings);
    } finally {
      clearTimeout(late);
    }
  }
}

function transportOf(settings: SmtpSettings, ca: string | undefined, patience: Patience): Transporter {
  const { host, port, security, username, password } = settings;
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    tls: { ...(ca === undefined ? {} : { ca }), minVersion: 'TLSv1.2' },
    ...(username === '' ? {} : { auth: { user: username, pass: password } }),
    // One connection, on which what was sent first arrives first.
    pool: true,
    maxConnections: 1,
    maxMessages: Infinity,
    allowInternalNetworkInterfaces: true,
    dnsTimeout: patience.toConnect,
    connectionTimeout: patience.toConnect,
    greetingTimeout: patience.toConnect,
    socketTimeout: patience.toAnswer,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What nodemailer says of an error, beside what Node.js does. */
interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** What has gone wrong, by codes alone; what the server answered is detail. */
export function smtpFault(error: unknown, { host, port, sender, recipient }: SmtpSettings): Result<never> {
  const { code = '', originalCode = '', command = '', response = '', responseCode = 0 } = error as SmtpError;
  const place = `${host}:${port}`;
  const answer = oneLine(response).slice(0, 200);
  const network = NETWORK_FAULTS[originalCode] ?? NETWORK_FAULTS[code];
  if (network) return failed(network, network.startsWith('certificate') || network === 'host-not-found' ? host : place);
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    if (responseCode === 0) return failed('login-not-offered', place);
    return responseCode < 500 ? failed('temporarily-refused', answer) : failed('login-refused', place);
  }
  if (code === 'ETLS' || command === 'STARTTLS') return failed('starttls-not-offered', place);
  if (responseCode === 530) return failed('login-required', place);
  if (responseCode >= 400 && responseCode < 500) return failed('temporarily-refused', answer);
  if (responseCode === 552 && command !== 'RCPT TO') return failed('message-too-large', answer);
  if (command === 'MAIL FROM') return failed('sender-refused', `${sender} (${answer})`);
  if (command === 'RCPT TO') return failed('recipient-refused', `${recipient} (${answer})`);
  if (code === 'EPROTOCOL' && command !== 'DATA') return failed('not-smtp', place);
  if (responseCode >= 500) return failed('message-refused', answer);
  return failed('connection-lost', place);
}
