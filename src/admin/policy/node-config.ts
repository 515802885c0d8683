/**
 * How the policy node is to be configured: read by the organisation's people, published to by its administrators.
 *
 * On Prosody 0.12 the members of a whitelist are all own people, by `mod_pubsub_local_readers`. On ejabberd they would
 * be nobody: there `open` admits whom the service admits, and `s2s_access` keeps other servers away from it.
 */
import type { ServerSoftware } from '../server-software.js';
import type { NodeConfig } from '../../xmpp/xep0060-pubsub-owner.js';

/** What Prosody keeps of a node unless it is told otherwise; for services that do not know `max`. */
const MOST_ITEMS = '256';
/** With fewer there is no history to speak of, and a publication that crossed ours may be gone. */
const LEAST_ITEMS = 20;

/** `keepsMost`: the service takes `max` for the number of items (`pubsub#config-node-max`). */
export function policyNodeConfig(software: ServerSoftware['kind'], keepsMost: boolean): NodeConfig {
  return {
    access_model: software === 'prosody' ? 'whitelist' : 'open',
    publish_model: 'publishers',
    persist_items: 'true',
    max_items: keepsMost ? 'max' : MOST_ITEMS,
    // Without it, ejabberd deletes a node without a word.
    notify_delete: 'true',
  };
}

/** The fields that are not as they should be. What a service does not have is left alone. */
export function wrongFields(actual: (name: string) => string | undefined, wanted: NodeConfig): NodeConfig {
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => {
      const present = actual(name);
      return present !== undefined && !isRight(name, present, value);
    }),
  );
}

function isRight(name: string, present: string, wanted: string): boolean {
  if (name === 'max_items') return present === 'max' || Number(present) >= LEAST_ITEMS;
  // XEP-0004 §3.3: two ways to write a boolean.
  return present === wanted || (wanted === 'true' && present === '1');
}
