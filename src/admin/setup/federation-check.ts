/** Who holds people to the policy's federation: asked of the server as far as it can be, and never guessed. */
import { discoInfoGet, hasFeature } from '../../xmpp/xep0030-disco.js';
import { askSoftware } from '../server-software.js';
import type { AdminWire } from '../wire.js';
import type { Check } from './checks.js';

/** What the server kit's module for Prosody announces on the domain while it enforces a policy that it has read. */
export const FEDERATION_FEATURE = 'urn:im-contact-requests:kit:federation_policy';

/** What was found out about the server; `rules`: it can have generated settings, and does not tell. */
export type ServerEnforcement = 'module' | 'rules' | 'no-module' | 'other' | 'unknown';

/** Asks for the module that announces `feature`, and which server it is. */
export async function askEnforcement(wire: AdminWire, feature = FEDERATION_FEATURE): Promise<ServerEnforcement> {
  const [info, software] = await Promise.all([wire.get(discoInfoGet(), { to: wire.domain }), askSoftware({ wire })]);
  if (info.ok && hasFeature(info.stanza, feature)) return 'module';
  if (!info.ok || !software) return 'unknown';
  switch (software.kind) {
    case 'prosody':
      return 'no-module';
    case 'ejabberd':
      return 'rules';
    case 'other':
      return 'other';
  }
}

const CLIENT: Check = {
  id: 'client',
  title: 'Our client',
  state: 'ok',
  says: 'Always. im-contact-requests goes by this policy on any server: nobody is asked about requests from a domain that is stopped, no message goes there or is shown from there, and contacts of it are suspended until the policy lets them again.',
};

const SERVER: Readonly<Record<ServerEnforcement, Pick<Check, 'state' | 'says'>>> = {
  module: {
    state: 'ok',
    says: 'Your server enforces it, for every client. What you save here reaches it by itself.',
  },
  rules: {
    state: 'unknown',
    says: 'ejabberd enforces it for every client where the generated rules are applied. It cannot be asked whether they are: apply them anew after each change here. What is stricter for a policy group than for others, only our client stops.',
  },
  'no-module': {
    state: 'warn',
    says: 'Prosody does not enforce it: the module “federation_policy” of the server kit is not there, or has no policy to go by yet. Until it does, only our client holds people to this: other clients and other servers are not stopped.',
  },
  other: {
    state: 'warn',
    says: 'Nothing says that your server enforces it, and there are rules for Prosody and ejabberd only. Only our client holds people to this: other clients and other servers are not stopped.',
  },
  unknown: { state: 'unknown', says: 'The server has not answered, so it is not known whether it enforces this.' },
};

/** In words, for the client and the server. */
export function enforcementChecks(server: ServerEnforcement): readonly Check[] {
  return [CLIENT, { id: 'server', title: 'Your server', ...SERVER[server] }];
}

/** What there is to do under Deployment; empty if there is nothing. */
export function enforcementTodo(server: ServerEnforcement): string {
  switch (server) {
    case 'rules':
      return 'Apply the generated rules';
    case 'no-module':
      return 'Get the lines that add it';
    case 'module':
    case 'other':
    case 'unknown':
      return '';
  }
}
