import type { Domain } from '../core/jid.js';
import { TOKEN_MECHANISM, tokenMechanism } from '../xmpp/sasl-mechanisms.js';
import { openStream } from '../xmpp/stream.js';
import type { FastToken } from '../xmpp/sasl.js';
import { findService } from './connection.js';
import type { Platform } from './platform.js';
import type { SignInRecord } from './sign-in-record.js';

const DEADLINE = 3000;

/**
 * Asks the server to forget a token. It can be asked only by signing in with it once more (XEP-0484 §3.6);
 * a server that cannot be reached keeps the token until it expires, but nobody has it any more.
 */
export async function revokeToken(
  platform: Platform,
  record: SignInRecord,
  domain: Domain,
  token: FastToken,
  deviceId: string,
): Promise<void> {
  const signal = AbortSignal.timeout(DEADLINE);
  const service = record.service ?? (await findService(domain, platform, signal));
  if (!service) return;
  try {
    const stream = await openStream(
      {
        service,
        domain,
        username: record.username,
        resource: '',
        deviceId,
        deadline: DEADLINE,
        resume: undefined,
        mechanisms: [],
        tokenMechanism: TOKEN_MECHANISM,
        revokeToken: true,
        choose: async () => ({
          token: { value: token, mechanism: await tokenMechanism(record.username, token) },
          wantToken: false,
        }),
        onTokenSaved: () => undefined,
        onTokenRefused: () => undefined,
        onResuming: () => undefined,
        onStanza: () => undefined,
        onFault: () => undefined,
        onEnd: () => undefined,
      },
      signal,
    );
    await stream.close();
  } catch {
    // Refused means that it is revoked already; unreachable, that it will expire.
  }
}
