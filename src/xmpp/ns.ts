/** Namespaces, by the standard that defines them. */
export const NS = {
  client: 'jabber:client',
  /** RFC 7395 */
  framing: 'urn:ietf:params:xml:ns:xmpp-framing',
  /** RFC 6120 */
  stream: 'http://etherx.jabber.org/streams',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  stanzaErrors: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  /** RFC 6121 §2 */
  roster: 'jabber:iq:roster',
  /** XEP-0004 */
  dataForms: 'jabber:x:data',
  /** XEP-0013 */
  offline: 'http://jabber.org/protocol/offline',
  /** XEP-0030 */
  discoInfo: 'http://jabber.org/protocol/disco#info',
  discoItems: 'http://jabber.org/protocol/disco#items',
  /** XEP-0050 */
  commands: 'http://jabber.org/protocol/commands',
  /** XEP-0055 */
  search: 'jabber:iq:search',
  /** XEP-0012 */
  last: 'jabber:iq:last',
  /** XEP-0060 */
  pubsub: 'http://jabber.org/protocol/pubsub',
  pubsubEvent: 'http://jabber.org/protocol/pubsub#event',
  pubsubOwner: 'http://jabber.org/protocol/pubsub#owner',
  pubsubNodeConfig: 'http://jabber.org/protocol/pubsub#node_config',
  pubsubPublishOptions: 'http://jabber.org/protocol/pubsub#publish-options',
  pubsubErrors: 'http://jabber.org/protocol/pubsub#errors',
  /** XEP-0092 */
  version: 'jabber:iq:version',
  /** XEP-0115 */
  caps: 'http://jabber.org/protocol/caps',
  /** XEP-0133 */
  admin: 'http://jabber.org/protocol/admin',
  /** XEP-0172 */
  nick: 'http://jabber.org/protocol/nick',
  /** XEP-0191 */
  blocking: 'urn:xmpp:blocking',
  /** XEP-0198 */
  streamManagement: 'urn:xmpp:sm:3',
  /** XEP-0199 */
  ping: 'urn:xmpp:ping',
  /** XEP-0059 */
  resultSet: 'http://jabber.org/protocol/rsm',
  /** XEP-0276 */
  decloak: 'urn:xmpp:decloak:0',
  /** XEP-0085 */
  chatStates: 'http://jabber.org/protocol/chatstates',
  /** XEP-0184 */
  receipts: 'urn:xmpp:receipts',
  /** XEP-0203 */
  delay: 'urn:xmpp:delay',
  /** XEP-0280 */
  carbons: 'urn:xmpp:carbons:2',
  /** XEP-0297 */
  forward: 'urn:xmpp:forward:0',
  /** XEP-0308 */
  correct: 'urn:xmpp:message-correct:0',
  /** XEP-0313 */
  archive: 'urn:xmpp:mam:2',
  /** XEP-0333 */
  markers: 'urn:xmpp:chat-markers:0',
  /** XEP-0334 */
  hints: 'urn:xmpp:hints',
  /** XEP-0359 */
  stanzaIds: 'urn:xmpp:sid:0',
  /** XEP-0380 */
  encryption: 'urn:xmpp:eme:0',
  /** XEP-0045: what passes through a room is no message of one person to another. */
  mucUser: 'http://jabber.org/protocol/muc#user',
  /** XEP-0202 */
  time: 'urn:xmpp:time',
  /** XEP-0319 */
  idle: 'urn:xmpp:idle:1',
  /** XEP-0352 */
  clientState: 'urn:xmpp:csi:0',
  /** XEP-0377; version 0 is what servers of 2023 name */
  reporting: 'urn:xmpp:reporting:1',
  reportingOld: 'urn:xmpp:reporting:0',
  /** XEP-0379 */
  preAuth: 'urn:xmpp:pars:0',
  /** RFC 6121 §3.4 */
  preApproval: 'urn:xmpp:features:pre-approval',
  /** XEP-0401 */
  invite: 'urn:xmpp:invite',
  /** XEP-0054 */
  vcard: 'vcard-temp',
  /** XEP-0388 */
  sasl2: 'urn:xmpp:sasl:2',
  /** XEP-0484 */
  fast: 'urn:xmpp:fast:0',
} as const;
