/** The mechanisms beside SCRAM: tokens (XEP-0484), OAuth (RFC 7628), and PLAIN (RFC 4616) where somebody insists. */
import type { FastToken, Mechanism } from './sasl.js';

export const TOKEN_MECHANISM = 'HT-SHA-256-NONE';
export const OAUTH_MECHANISM = 'OAUTHBEARER';
export const PLAIN_MECHANISM = 'PLAIN';

/** A hashed token (draft-schmaus-kitten-sasl-ht): each side proves that it knows it. */
export async function tokenMechanism(username: string, token: FastToken): Promise<Mechanism> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8(token.token), hmac, false, ['sign']);
  const responder = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8('Responder')));
  return {
    name: TOKEN_MECHANISM,
    async start() {
      const initiator = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8('Initiator')));
      return new Uint8Array([...utf8(`${username}\0`), ...initiator]);
    },
    respond: refuseChallenge,
    isGenuine: (final) =>
      final?.length === responder.length && final.every((octet, index) => octet === responder[index]),
  };
}

/** A token of the site's own sign-on. That the server is genuine is what TLS says, and no more. */
export function oauthMechanism(jid: string, token: string): Mechanism {
  let challenged = false;
  return {
    name: OAUTH_MECHANISM,
    start: async () => utf8(`n,a=${jid},\u0001auth=Bearer ${token}\u0001\u0001`),
    // RFC 7628 §3.2.3: the server says what is wrong, and waits for this before it fails.
    respond: async () => {
      if (challenged) refuseChallenge();
      challenged = true;
      return utf8('\u0001');
    },
    isGenuine: () => true,
  };
}

/** The password itself, for servers that keep it elsewhere (LDAP) and can do nothing better. */
export function plainMechanism(username: string, password: string): Mechanism {
  return {
    name: PLAIN_MECHANISM,
    start: async () => utf8(`\0${username}\0${password}`),
    respond: refuseChallenge,
    isGenuine: () => true,
  };
}

function refuseChallenge(): never {
  throw new Error('a challenge where none is due');
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
