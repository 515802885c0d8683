/** The server that tests run against: Prosody, or ejabberd where `IM_SERVER=ejabberd`. */
import { Ejabberd } from './ejabberd.js';
import { Prosody } from './prosody.js';
import type { ServerConfig, XmppServer } from './xmpp-server.js';

export const IS_EJABBERD = process.env.IM_SERVER === 'ejabberd';

export function startServer(config: ServerConfig): Promise<XmppServer> {
  return IS_EJABBERD ? Ejabberd.start(config) : Prosody.start(config);
}

/** For the `skip` of a test that needs what Prosody alone has; `reason` says what that is. */
export function onlyProsody(reason: string): string | false {
  return IS_EJABBERD && reason;
}

export function onlyEjabberd(reason: string): string | false {
  return !IS_EJABBERD && reason;
}
