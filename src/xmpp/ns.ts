/** Namespaces, by the standard that defines them. Meant to be imported `* as NS`. */

export const client = 'jabber:client';
/** RFC 7395 */
export const framing = 'urn:ietf:params:xml:ns:xmpp-framing';
/** RFC 6120 */
export const stream = 'http://etherx.jabber.org/streams';
export const sasl = 'urn:ietf:params:xml:ns:xmpp-sasl';
export const bind = 'urn:ietf:params:xml:ns:xmpp-bind';
export const stanzaErrors = 'urn:ietf:params:xml:ns:xmpp-stanzas';
/** RFC 6121 §2 */
export const roster = 'jabber:iq:roster';
/** XEP-0004 */
export const dataForms = 'jabber:x:data';
/** XEP-0030 */
export const discoInfo = 'http://jabber.org/protocol/disco#info';
export const discoItems = 'http://jabber.org/protocol/disco#items';
/** XEP-0060 */
export const pubsub = 'http://jabber.org/protocol/pubsub';
export const pubsubEvent = 'http://jabber.org/protocol/pubsub#event';
export const pubsubOwner = 'http://jabber.org/protocol/pubsub#owner';
export const pubsubNodeConfig = 'http://jabber.org/protocol/pubsub#node_config';
export const pubsubPublishOptions = 'http://jabber.org/protocol/pubsub#publish-options';
export const pubsubErrors = 'http://jabber.org/protocol/pubsub#errors';
/** XEP-0115 */
export const caps = 'http://jabber.org/protocol/caps';
/** XEP-0172 */
export const nick = 'http://jabber.org/protocol/nick';
/** XEP-0191 */
export const blocking = 'urn:xmpp:blocking';
/** XEP-0198 */
export const streamManagement = 'urn:xmpp:sm:3';
/** XEP-0199 */
export const ping = 'urn:xmpp:ping';
/** XEP-0388 */
export const sasl2 = 'urn:xmpp:sasl:2';
/** XEP-0484 */
export const fast = 'urn:xmpp:fast:0';
