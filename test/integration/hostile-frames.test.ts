/** Whatever arrives from a server: nothing changes, the stream stays in step, and the next honest request is handled. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { subscribeFrom } from '../servers/scripted-server.js';
import { CLIENT, DEEP, goesOn, MEGABYTE, nested, online, seen } from '../support/hostile.js';
import { HOME } from '../support/scene.js';

const LONG = 'x'.repeat(10 * MEGABYTE);
const TOO_LONG = 'x'.repeat(17 * MEGABYTE);

describe('frames that no server should send', () => {
  const ASKS = `maya@${HOME}`;
  const frames: Readonly<Record<string, string>> = {
    'a document type': `<!DOCTYPE a [<!ENTITY e "${'e'.repeat(100)}">]>${subscribeFrom(ASKS)}`,
    'an entity of its own': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>&e;</status></presence>`,
    'a comment': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><!-- no --></presence>`,
    'a processing instruction': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><?no no?></presence>`,
    'two elements': subscribeFrom(ASKS) + subscribeFrom(`otto@${HOME}`),
    'half an element': `<presence ${CLIENT} type="subscribe" from="${ASKS}">`,
    'the end of an element': '</presence>',
    'tags that do not match': `<presence ${CLIENT} type="subscribe" from="${ASKS}"></iq>`,
    'an attribute twice': `<presence ${CLIENT} type="subscribe" type="subscribe" from="${ASKS}"/>`,
    'a prefix that nobody declared': `<x:presence ${CLIENT} type="subscribe" from="${ASKS}"/>`,
    'another namespace': `<presence xmlns="urn:example:other" type="subscribe" from="${ASKS}"/>`,
    'a character that XML forbids': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>\u0001</status></presence>`,
    'a reference to one': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>&#1;</status></presence>`,
    nothing: '',
    'white space': ' \n ',
    text: 'subscribe',
    'an element that nobody knows': '<subscribe xmlns="urn:example:other"/>',
    'a request without a sender': `<presence ${CLIENT} type="subscribe"/>`,
    'a request from no address': `<presence ${CLIENT} type="subscribe" from="@@/"/>`,
    'a request from ourselves': subscribeFrom(`person@${HOME}`),
    'a presence of great depth': `<presence ${CLIENT} type="subscribe" from="${ASKS}">${nested(DEEP)}</presence>`,
    'a message of great depth': `<message ${CLIENT} from="${ASKS}">${nested(DEEP)}</message>`,
    'an iq of great depth': `<iq ${CLIENT} type="set" id="p">${nested(DEEP)}</iq>`,
    'many elements': `<presence ${CLIENT} type="subscribe" from="${ASKS}">${'<y/>'.repeat(300_000)}</presence>`,
    'many attributes': `<presence ${CLIENT} type="subscribe" from="${ASKS}" ${Array.from({ length: 100 }, (_, i) => `a${i}=""`).join(' ')}/>`,
    'a presence that is too long': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>${TOO_LONG}</status></presence>`,
    'a message that is too long': `<message ${CLIENT} from="${ASKS}"><body>${TOO_LONG}</body></message>`,
    'an iq that is too long': `<iq ${CLIENT} type="result" id="p"><query xmlns="jabber:iq:roster"><item name="${TOO_LONG}"/></query></iq>`,
    'a presence of 10 MB': `<presence ${CLIENT} from="${ASKS}"><status>${LONG}</status></presence>`,
    'a message of 10 MB': `<message ${CLIENT} from="${ASKS}"><body>${LONG}</body></message>`,
    'an iq of 10 MB': `<iq ${CLIENT} type="set" id="p" from="${ASKS}"><query xmlns="urn:example:q">${LONG}</query></iq>`,
    'a yes that nobody asked for': `<presence ${CLIENT} type="subscribed" from="${ASKS}"/>`,
    'a no that nobody asked for': `<presence ${CLIENT} type="unsubscribed" from="${ASKS}"/>`,
    'the end of a request that nobody made': `<presence ${CLIENT} type="unsubscribe" from="${ASKS}"/>`,
    'an error about what nobody sent': `<presence ${CLIENT} type="error" from="${ASKS}"><error type="cancel"><gone xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></presence>`,
    'a roster push of two items': `<iq ${CLIENT} type="set" id="p"><query xmlns="jabber:iq:roster"><item jid="${ASKS}"/><item jid="${ASKS}"/></query></iq>`,
    'an answer to nothing': `<iq ${CLIENT} type="result" id="unknown"><query xmlns="jabber:iq:roster"/></iq>`,
    'an answer without an id': `<iq ${CLIENT} type="result"/>`,
  };

  for (const [title, frame] of Object.entries(frames)) {
    test(`${title}: nothing changes, the count stays in step, and the next request is handled`, async (t) => {
      const { server, device } = await online(t);
      const before = seen(await device.upToDate());
      server.send(frame);
      await server.heard();
      assert.deepEqual(seen(await device.upToDate()), before);
      assert.equal(server.saw('"subscribed"').length, 0);

      await goesOn(server, device);
    });
  }
});
