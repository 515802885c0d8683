/**
 * Tokens to sign in with next time (XEP-0484), as SASL2 of xmpp.js asks for them: first with the token if there
 * is one, then, if it is refused, with whatever else there is, and for another token.
 */
import { NS } from './ns.js';
import { saslFactory, type FastToken, type Mechanism, type SaslChoice } from './sasl.js';
import { xml, type Sasl2 } from './xmpp-js.js';

export interface FastOptions {
  readonly tokenMechanism: string;
  /** Sign in with the token for the last time: the server forgets it (§3.6). */
  readonly revokeToken?: boolean;
  readonly onTokenSaved: (token: FastToken) => void;
  readonly onTokenRefused: () => void;
}

const REFUSALS: readonly unknown[] = ['not-authorized', 'credentials-expired'];

export function useTokens(
  sasl2: Sasl2,
  { tokenMechanism, revokeToken, onTokenSaved, onTokenRefused }: FastOptions,
  choice: () => SaslChoice,
  begin: (mechanism: Mechanism) => Mechanism,
): void {
  let isOffered = false;
  sasl2.use(
    NS.fast,
    (fast) => {
      isOffered = fast.getChildren('mechanism').some((mechanism) => mechanism.text() === tokenMechanism);
    },
    ({ name, attrs: { token, expiry } }) => {
      if (name === 'token' && token && expiry) onTokenSaved({ mechanism: tokenMechanism, token, expiry });
    },
  );
  sasl2.setup({
    fast: {
      get mechanism() {
        return isOffered ? tokenMechanism : null;
      },
      async auth({ authenticate, streamFeatures, ...rest }) {
        const { token, wantToken } = choice();
        if (!isOffered) return false;
        if (token && isUsable(token.value, tokenMechanism)) {
          try {
            await authenticate({
              ...rest,
              saslFactory: saslFactory([], () => begin(token.mechanism)),
              mechanism: tokenMechanism,
              streamFeatures: [
                ...streamFeatures,
                xml('fast', { xmlns: NS.fast, invalidate: revokeToken ? 'true' : null }),
              ],
            });
            return true;
          } catch (error) {
            if (!REFUSALS.includes((error as { condition?: unknown }).condition)) throw error;
          }
        }
        if (token) onTokenRefused();
        if (token || wantToken) {
          streamFeatures.push(xml('request-token', { xmlns: NS.fast, mechanism: tokenMechanism }));
        }
        return false;
      },
    },
  });
}

/** A token serves with the mechanism it was given for (§3.3), until it expires. */
function isUsable({ mechanism, expiry }: FastToken, offered: string): boolean {
  return mechanism === offered && new Date(expiry) > new Date();
}
