/** Messages that wait for the person, and are to go on waiting (XEP-0013 Flexible Offline Message Retrieval). */
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { hasFeature } from './xep0030-disco.js';

/**
 * Asks how many messages wait. Whoever has asked that is sent none of them when they become available (§2.2), and
 * other clients of the person find them.
 */
export function offlineMessagesGet(): Element {
  return xml('query', { xmlns: NS.discoInfo, node: NS.offline });
}

/** Whether the answer is that of a server that does so. */
export function leavesOfflineMessages(answer: Element): boolean {
  return hasFeature(answer, NS.offline);
}
