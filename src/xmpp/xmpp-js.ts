/**
 * The one file that imports xmpp.js (`@xmpp/client`), and what is taken of it: how a client signs in, by SASL
 * or SASL2, binds a resource and has its stream resumed. `negotiation.ts` puts it together, and closes what
 * version 0.14.0 leaves open.
 *
 * The rest of the library is not used: its parser knows no limits, its middleware throws on addresses it cannot
 * parse and matches IQ answers without looking at who sent them, and its reconnect hangs when a server never
 * answers.
 */
import bind2 from '@xmpp/client-core/src/bind2/bind2.js';
import resourceBinding from '@xmpp/resource-binding';
import sasl from '@xmpp/sasl';
import sasl2 from '@xmpp/sasl2';
import streamFeatures from '@xmpp/stream-features';
import streamManagement from '@xmpp/stream-management';
import xml from '@xmpp/xml';

export { bind2, resourceBinding, sasl, sasl2, streamFeatures, streamManagement };
/** Builds what is to stand inside of elements that the library builds. */
export { xml };
export type { OnAuthenticate, SaslFactory } from '@xmpp/sasl';
export type { Sasl2 } from '@xmpp/sasl2';
export type { Handler, Middleware } from '@xmpp/stream-features';
export type { StreamManagement } from '@xmpp/stream-management';
