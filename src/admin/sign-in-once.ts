/** A second session for a moment: of somebody whose password the administrator has just set. */
import { typedJid } from '../core/jid.js';
import { findService } from '../session/connection.js';
import type { Platform } from '../session/platform.js';
import { MECHANISMS, SignIn } from '../session/sign-in.js';
import { IqTable, type IqAnswer, type IqOptions } from '../xmpp/iq.js';
import { openStream, type Stream } from '../xmpp/stream.js';
import { TOKEN_MECHANISM } from '../xmpp/sasl-mechanisms.js';
import type { Element } from '../xmpp/element.js';
import { hear } from './hear.js';

/** An open session; `close` ends it. */
export interface ShortSession {
  get(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  set(payload: Element, options?: IqOptions): Promise<IqAnswer>;
  close(): Promise<void>;
}

const STEP_DEADLINE = 10_000;

/** Signs `jid` in with `password`; undefined where that is not possible. `service` is found by XEP-0156 if it is null. */
export async function signInOnce(
  platform: Platform,
  service: string | null,
  jid: string,
  password: string,
): Promise<ShortSession | undefined> {
  const address = typedJid(jid);
  const never = new AbortController().signal;
  const url = address && (service ?? (await findService(address.domain, platform, never)));
  if (!url) return undefined;
  const record = { jid: address.bare, username: address.local, service: url, stay: false, bearer: false };
  const signIn = new SignIn(platform, record, { kind: 'password', password, allowPlain: false });
  const deviceId = crypto.randomUUID();
  let open: { readonly stream: Stream; readonly iq: IqTable } | undefined;
  try {
    const stream = await openStream(
      {
        service: url,
        domain: address.domain,
        username: address.local,
        resource: `im-contact-requests.${deviceId.slice(0, 8)}`,
        deviceId,
        deadline: STEP_DEADLINE,
        resume: undefined,
        onResuming: () => undefined,
        mechanisms: MECHANISMS,
        tokenMechanism: TOKEN_MECHANISM,
        choose: (offered) => signIn.choose(offered),
        onTokenSaved: () => undefined,
        onTokenRefused: () => undefined,
        onStanza: (stanza) => {
          if (!open) return;
          open.stream.acknowledge(open.stream.received);
          hear(stanza, { iq: open.iq, send: (answer) => open?.stream.send(answer), pubsubEvent: () => undefined });
        },
        onFault: () => undefined,
        onEnd: () => open?.iq.rejectAll(),
      },
      never,
    );
    const iq = new IqTable(address.bare, (stanza) => stream.send(stanza));
    open = { stream, iq };
    return {
      get: (payload, options) => iq.get(payload, options),
      set: (payload, options) => iq.set(payload, options),
      close: () => stream.close(),
    };
  } catch {
    return undefined; // refused, or not reached
  }
}
