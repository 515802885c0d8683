import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ownAffiliationsGet, parseOwnAffiliation, retractSet } from '../../../src/xmpp/xep0060-pubsub.js';
import {
  affiliationsGet,
  affiliationSet,
  deleteSet,
  parseAffiliations,
} from '../../../src/xmpp/xep0060-pubsub-owner.js';
import { parseVersion, versionGet } from '../../../src/xmpp/xep0092-version.js';
import { element, says } from './tree.js';

const PUBSUB = "xmlns='http://jabber.org/protocol/pubsub'";
const OWNER = "xmlns='http://jabber.org/protocol/pubsub#owner'";

test('what an owner does is written as XEP-0060 has it', () => {
  says(affiliationsGet('n'), `<pubsub ${OWNER}><affiliations node='n'/></pubsub>`);
  says(
    affiliationSet('n', 'ina@home.example', 'publisher'),
    `<pubsub ${OWNER}><affiliations node='n'><affiliation jid='ina@home.example' affiliation='publisher'/></affiliations></pubsub>`,
  );
  says(deleteSet('n'), `<pubsub ${OWNER}><delete node='n'/></pubsub>`);
  says(ownAffiliationsGet('n'), `<pubsub ${PUBSUB}><affiliations node='n'/></pubsub>`);
  says(retractSet('n', '1'), `<pubsub ${PUBSUB}><retract node='n' notify='true'><item id='1'/></retract></pubsub>`);
});

describe('affiliations', () => {
  test('of everybody are read by address; what is half said is passed over', () => {
    const list =
      "<affiliation jid='a@b' affiliation='owner'/><affiliation jid='c@d'/><affiliation affiliation='owner'/>";
    const answer = element(`<iq><pubsub ${OWNER}><affiliations node='n'>${list}</affiliations></pubsub></iq>`);
    assert.deepEqual([...parseAffiliations(answer)], [['a@b', 'owner']]);
    assert.equal(parseAffiliations(element('<iq/>')).size, 0);
  });

  test('of our own are those with the node that was asked about', () => {
    const list = "<affiliation node='other' affiliation='owner'/><affiliation node='n' affiliation='publisher'/>";
    const answer = element(`<iq><pubsub ${PUBSUB}><affiliations>${list}</affiliations></pubsub></iq>`);
    assert.equal(parseOwnAffiliation(answer, 'n'), 'publisher');
    assert.equal(parseOwnAffiliation(answer, 'third'), 'none');
  });
});

test('the software of a server is read, as far as it tells', () => {
  says(versionGet(), "<query xmlns='jabber:iq:version'/>");
  const answer = (content: string): object =>
    parseVersion(element(`<iq><query xmlns='jabber:iq:version'>${content}</query></iq>`));
  assert.deepEqual(answer('<name>Prosody</name><version>0.12.3</version>'), { name: 'Prosody', version: '0.12.3' });
  assert.deepEqual(answer(''), { name: '', version: '' });
});
