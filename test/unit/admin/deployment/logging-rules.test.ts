/** What ejabberd keeps of messages: as the policy says, whatever characters addresses have. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  loggingRules,
  removeOldMessages,
  type LoggingRulesInput,
} from '../../../../src/admin/deployment/logging-rules.js';

const BASE: LoggingRulesInput = {
  domain: 'home.example',
  logging: 'everyone',
  loggingDays: 90,
  loggingAlways: [],
  loggingNever: [],
};

describe('the settings of logging for ejabberd', () => {
  for (const [logging, keeps] of [
    ['everyone', 'always'],
    ['contacts', 'roster'],
    ['nobody', 'never'],
  ] as const) {
    test(`keep what the mode says, and nobody sets preferences: ${logging}`, () => {
      const text = loggingRules({ ...BASE, logging });
      assert.match(text, new RegExp(`^        default: ${keeps}\n        access_preferences: none `, 'm'));
      assert.doesNotMatch(text, /acl:|access_rules:/);
    });
  }

  test('let whom the policy excepts set theirs; what is no account of the domain is listed in vain', () => {
    const text = loggingRules({
      ...BASE,
      loggingAlways: ['ina@home.example', 'o"tto@home.example', 'x@other.example'],
      loggingNever: ['ina@home.example', 'jürgen@home.example', 'evil@home.example\nacl: #'],
    });
    assert.match(text, /im_logging_excepted: \{user: \["ina@home\.example", "jürgen@home\.example"\]\}/);
    assert.match(text, /access_preferences: im_logging_preferences /);
    assert.match(text, /im_logging_preferences: \{allow: im_logging_excepted\}/);
    assert.doesNotMatch(text, /evil|other\.example|tto@/);
  });

  test('let the people of groups set theirs, too, where it is otherwise for them', () => {
    const text = loggingRules({
      ...BASE,
      loggingNever: ['nora@home.example'],
      groups: [
        { name: 'A', members: ['ina@home.example', 'x@other.example', 'evil@home.example\nacl: #'], logging: 'nobody' },
        { name: 'B', members: ['same@home.example'], logging: 'everyone' },
        { name: 'C', members: ['silent@home.example'], federation: 'closed' },
        { name: 'D', members: ['silent@home.example', 'otto@home.example'], logging: 'contacts' },
      ],
    });
    assert.match(
      text,
      /im_logging_excepted: \{user: \["nora@home\.example", "ina@home\.example", "otto@home\.example"\]\}/,
    );
  });

  test('say nothing of preferences where it is left to the server', () => {
    const text = loggingRules({ ...BASE, logging: 'unset', loggingAlways: ['ina@home.example'] });
    assert.match(text, /^ {8}default: always # the policy leaves it to this server/m);
    assert.doesNotMatch(text, /access_preferences|delete_old/);
  });

  test('come with the command for what is too old, if anything ever is', () => {
    const command = 'ejabberdctl delete_old_mam_messages_batch home.example chat 90 1000 10000';
    assert.equal(removeOldMessages(BASE), command);
    assert.ok(loggingRules(BASE).includes(`#   ${command}\n`));
    assert.match(removeOldMessages({ ...BASE, domain: 'a;b.example' }), / 'a;b\.example' chat /);
    assert.equal(removeOldMessages({ ...BASE, loggingDays: 0 }), '');
    assert.equal(removeOldMessages({ ...BASE, logging: 'unset' }), '');
  });
});
