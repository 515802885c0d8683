/** Answers from somebody else than who was asked, and more of them than one. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import { until } from '../servers/processes.js';
import { itemNotFound, ScriptedServer, subscribeFrom, type Question } from '../servers/scripted-server.js';
import { Device } from '../support/device.js';
import { CLIENT, goesOn } from '../support/hostile.js';
import { HOME, OUTSIDE } from '../support/scene.js';

const PUBSUB = 'http://jabber.org/protocol/pubsub';

describe('an answer that comes from somebody else', () => {
  const answers: Readonly<Record<'policy' | 'private' | 'block-list' | 'roster', string>> = {
    policy:
      '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:im-contact-requests:policy:1"/></pubsub>',
    private: `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${PRIVATE_NODE}"/></pubsub>`,
    'block-list': '<blocklist xmlns="urn:xmpp:blocking"/>',
    roster: '<query xmlns="jabber:iq:roster"/>',
  };
  for (const [question, payload] of Object.entries(answers)) {
    test(`is no answer: ${question}`, async (t) => {
      const { server, device } = await waiting(t, question as Question);
      const ids = server.saw('<iq ').map((frame) => / id="([^"]*)"/.exec(frame)?.[1] ?? '');
      for (const id of ids) {
        for (const from of [`mallory@${OUTSIDE}`, OUTSIDE, HOME, `news.${HOME}`, `person@${HOME}/other`]) {
          server.send(`<iq ${CLIENT} type="result" id="${id}" from="${from}">${payload}</iq>`);
          server.send(`<iq ${CLIENT} type="error" id="${id}" from="${from}">${itemNotFound()}</iq>`);
          server.send(`<iq ${CLIENT} type="get" id="${id}" from="${from}">${payload}</iq>`);
        }
      }
      await server.heard();
      await device.upToDate();
      if (question === 'policy' || question === 'private') assert.equal(device.handling, null);
      else await device.until(({ setting }) => setting.handling === 'accept-organization', 'the policy to be known');
      server.send(subscribeFrom(`maya@${HOME}`));
      await server.heard();
      assert.equal(server.saw('"subscribed"').length, 0);
      server.answer(question as Question);
      await until(() => server.saw('"subscribed"').length === 1, 'the true answer to count');
    });
  }
});

describe('of two answers to one question the first counts:', () => {
  const everybody = {
    revision: 2,
    parent: 1,
    allowUserOptions: false,
    handling: 'accept-all',
    addBack: 'never',
  } as const;
  const policy = writePolicyForm({ ...everybody, temporaryAvailability: false }, [{ ascii: HOME, unicode: HOME }]);
  /** With each of these somebody would not wait who waits. */
  const seconds: Readonly<Record<'policy' | 'private' | 'block-list' | 'roster', string>> = {
    policy: `<pubsub xmlns="${PUBSUB}"><items node="urn:im-contact-requests:policy:1"><item id="2">${policy.toString()}</item></items></pubsub>`,
    private: `<pubsub xmlns="${PUBSUB}"><items node="${PRIVATE_NODE}"><item id="preference"><preference xmlns="${PRIVATE_NODE}" handling="accept-all" at="2027-01-01T00:00:00Z"/></item></items></pubsub>`,
    'block-list': `<blocklist xmlns="urn:xmpp:blocking"><item jid="otto@${OUTSIDE}"/></blocklist>`,
    roster: `<query xmlns="jabber:iq:roster"><item jid="otto@${OUTSIDE}" subscription="both"/></query>`,
  };
  for (const [question, payload] of Object.entries(seconds)) {
    test(question, async (t) => {
      const { server, device } = await waiting(t, question as Question);
      const asked = server.saw('<iq ').map((frame) => {
        const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(frame)?.[1] ?? '';
        return { id: attribute('id'), to: attribute('to') };
      });
      server.answer(question as Question);
      await device.settled();
      for (const { id, to } of asked) {
        server.send(`<iq ${CLIENT} type="result" id="${id}"${to ? ` from="${to}"` : ''}>${payload}</iq>`);
      }
      server.send(subscribeFrom(`otto@${OUTSIDE}`));
      await device.prompts(`otto@${OUTSIDE}`);
      assert.equal(device.handling, 'accept-organization');
      await goesOn(server, device);
    });
  }
});

/** A person who signs in at a server that does not answer one of the questions. */
async function waiting(
  t: TestContext,
  question: Question,
): Promise<{ readonly server: ScriptedServer; readonly device: Device }> {
  const server = await ScriptedServer.start({ domain: HOME, password: 'secret' });
  t.after(() => server.stop());
  server.hold(question);
  const device = await new Device().start();
  t.after(() => device.kill());
  await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
  await server.asked(question);
  return { server, device };
}
