/** Answers that can be taken back, many at once, and to people who were expected. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import type { Invitation } from '../../../src/core/invitations.js';
import { NO_FILTER } from '../../../src/core/view.js';
import { answersIn, contact, Device, fixed, jid, mark, MAYA, NOON, OTTO, policy, pushed, received } from './device.js';

const POLICY = { policy: fixed('prompt', { domains: ['example.com'] }) };
const SOON = NOON + 6000;
const MANY = Array.from({ length: 500 }, (_, index) => jid(`p${index}@elsewhere.test`));
const ELSEWHERE = jid('elsewhere.test');

function asked(...addresses: readonly string[]): Device {
  const device = Device.signedIn(POLICY);
  device.send(...addresses.map((address) => received(address)));
  return device;
}

function bulk(
  act: 'approve' | 'deny' | 'ignore' | 'block',
  changes: Partial<Event & { type: 'bulkChosen' }> = {},
): Event {
  return {
    type: 'bulkChosen',
    act,
    selected: { filter: NO_FILTER },
    addBack: false,
    report: null,
    at: NOON,
    ...changes,
  };
}

/** The server deals with everything that is on its way. */
function answerAll(device: Device): void {
  for (let last = -1; last !== device.effects.length;) {
    last = device.effects.length;
    for (const effect of device.effects.slice(-1000)) {
      if (effect.type === 'approve') device.send(pushed(effect.jid, { subscription: 'from' }));
      if (effect.type === 'block') device.send({ type: 'blockAnswered', jid: effect.jid, at: NOON });
    }
    device.answerProbe();
  }
}

describe('an answer that is held', () => {
  const held = (): Device => {
    const device = asked(MAYA, OTTO);
    device.send({ type: 'denyChosen', jid: OTTO, at: NOON, holdUntil: SOON });
    return device;
  };

  test('is out of sight at once, is not sent, and can be taken back', () => {
    const device = held();
    assert.deepEqual([device.prompts, device.requests.total, answersIn(device.effects)], [[MAYA], 1, []]);
    assert.deepEqual(device.requests.held, { act: 'deny', jid: OTTO, count: 1, until: SOON });
    device.send({ type: 'takenBack' });
    assert.deepEqual([device.prompts, device.requests.held, device.marks.size], [[MAYA, OTTO], null, 0]);
    device.send({ type: 'timePassed', at: SOON });
    assert.deepEqual(answersIn(device.effects), []);
  });

  test('is sent when its time has come', () => {
    const device = held();
    device.send({ type: 'timePassed', at: SOON - 1 });
    assert.deepEqual(answersIn(device.effects), []);
    assert.deepEqual(answersIn(device.send({ type: 'timePassed', at: SOON })), [{ type: 'deny', jid: OTTO }]);
  });

  test('is not overtaken by a policy that accepts meanwhile', () => {
    const device = held();
    device.send({ type: 'policyFetched', policy: fixed('accept-all', { revision: 2 }) });
    assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: MAYA, addBack: false }]);
  });

  test('is sent by the next worker, whose person has gone on', () => {
    const device = new Device({ intents: [[OTTO, { act: 'deny', at: NOON }]], requests: [] });
    device.signIn({ policy: fixed('accept-all') }, [OTTO]);
    assert.deepEqual(answersIn(device.effects), [{ type: 'deny', jid: OTTO }]);
  });

  test('that blocks a whole domain hides everybody from there, and declines them in the same go', () => {
    const device = asked(MAYA, OTTO, 'ana@elsewhere.test');
    device.send({ type: 'blockChosen', jid: ELSEWHERE, report: 'spam', at: NOON, holdUntil: SOON });
    assert.deepEqual(device.prompts, [MAYA]);
    assert.deepEqual(answersIn(device.send({ type: 'timePassed', at: SOON })), [
      { type: 'block', jid: ELSEWHERE, decline: [OTTO, jid('ana@elsewhere.test')], report: 'spam' },
    ]);
    device.send({ type: 'blockAnswered', jid: ELSEWHERE, at: NOON });
    assert.deepEqual(device.activity[0]?.remedy, 'unblock');
    device.send(received('new@elsewhere.test'));
    assert.deepEqual(device.prompts, [MAYA]);
  });
});

test('our own domain is never blocked', () => {
  const device = asked(OTTO);
  device.send({ type: 'blockChosen', jid: jid('home.example'), report: null, at: NOON });
  assert.deepEqual(answersIn(device.effects), []);
});

describe('one answer to many', () => {
  test('is given to those that the filter lets through, and to nobody else', () => {
    const device = asked(MAYA, OTTO, 'ana@elsewhere.test');
    device.send(bulk('deny', { selected: { filter: { group: null, domain: null, text: 'OTTO' } } }));
    assert.deepEqual(answersIn(device.effects), [{ type: 'deny', jid: OTTO }]);
  });

  for (const act of ['approve', 'deny', 'block'] as const) {
    test(`${act}: a part at a time, each once, until all are through`, () => {
      const device = asked(...MANY);
      const first = answersIn(device.send(bulk(act)));
      assert.equal(first.length, 200);
      assert.deepEqual([device.requests.total, device.requests.bulk], [0, { act, total: 500, done: 0 }]);
      answerAll(device);
      const answered = answersIn(device.effects).map((effect) => ('jid' in effect ? effect.jid : ''));
      assert.deepEqual([...answered].sort(), [...MANY].sort());
      assert.deepEqual([device.requests.bulk, device.prompts], [null, []]);
    });
  }

  test('can be taken back as a whole before it is sent', () => {
    const device = asked(...MANY);
    device.send(bulk('deny', { holdUntil: SOON }));
    assert.deepEqual([device.requests.total, device.requests.held?.count], [0, 500]);
    device.send({ type: 'takenBack' });
    assert.deepEqual([device.requests.total, device.requests.held, answersIn(device.effects)], [500, null, []]);
  });

  test('can be stopped: what was not begun waits again, and is remembered against nobody', () => {
    const device = asked(...MANY);
    device.send(bulk('deny'), { type: 'bulkStopped', at: NOON + 1 });
    answerAll(device);
    assert.deepEqual([device.requests.total, device.requests.bulk], [300, null]);
    assert.deepEqual(
      [...device.marks.values()].filter(({ act, done }) => act === 'deny' && !done),
      [],
    );
  });

  test('is completed by the next worker', () => {
    const job = { act: 'approve', jids: MANY, addBack: false, report: null, at: NOON } as const;
    const device = new Device({ bulk: job });
    device.signIn(POLICY, MANY.slice(100));
    answerAll(device);
    assert.equal(answersIn(device.effects).length, 400);
    assert.deepEqual([device.requests.bulk, device.prompts], [null, []]);
  });

  test('ignoring hides all of them at once, and tells nobody', () => {
    const device = asked(...MANY);
    device.send(bulk('ignore'));
    assert.deepEqual([device.requests.total, device.requests.ignored, answersIn(device.effects)], [0, 500, []]);
  });
});

describe('the inbox', () => {
  test('tells colleagues, strangers, repeat askers and look-alikes apart', () => {
    const device = asked(MAYA, OTTO, 'ana@examp1e.com', 'again@elsewhere.test');
    device.send({ type: 'denyChosen', jid: jid('again@elsewhere.test'), at: NOON });
    device.answerProbe();
    device.send(received('again@elsewhere.test'));
    assert.deepEqual(device.requests.counts, { colleague: 1, outside: 1, lookalike: 1, repeat: 1 });
    assert.equal(device.row(jid('again@elsewhere.test'))?.turnedAway, NOON);
  });

  test('counts what the filter lets through, and the domains it comes from', () => {
    const device = asked(...MANY.slice(0, 3), 'ana@third.test', MAYA);
    const page = device.page(0, 2, { group: 'outside' });
    assert.deepEqual([page.total, page.matching, page.rows.length], [5, 4, 2]);
    assert.deepEqual(page.domains, [
      { domain: 'elsewhere.test', count: 3 },
      { domain: 'third.test', count: 1 },
    ]);
    assert.equal(device.page(0, 2, { domain: 'third.test' }).matching, 1);
  });
});

describe('somebody who is expected', () => {
  test('was written down in advance: accepted without asking, whatever the handling, once', () => {
    const device = Device.signedIn(POLICY);
    device.send({ type: 'allowChosen', jid: OTTO, at: NOON });
    assert.deepEqual(device.people('allowed'), [OTTO]);
    device.send(received(OTTO));
    assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
    device.send(pushed(OTTO, { subscription: 'from' }));
    assert.deepEqual(device.activity[0]?.by, { who: 'policy', rule: { kind: 'allowed' } });
    assert.deepEqual(device.people('allowed'), []);
  });

  test('is known to a server that keeps that, and forgotten there when it is taken back', () => {
    const device = Device.signedIn(POLICY);
    device.send({ type: 'featuresRead', features: { preApproval: true } });
    device.send({ type: 'allowChosen', jid: OTTO, at: NOON });
    assert.equal(count(device.effects, 'preApprove'), 1);
    device.answerProbe();
    const effects = device.send({ type: 'disallowChosen', jid: OTTO, at: NOON + 1 });
    assert.deepEqual(answersIn(effects), [{ type: 'repairRoster', jid: OTTO, item: undefined }]);
    assert.deepEqual(device.people('allowed'), []);
  });

  test('is told to the server again on the next stream, where this one ended before it had heard', () => {
    const device = Device.signedIn(POLICY);
    device.send({ type: 'featuresRead', features: { preApproval: true } });
    device.send({ type: 'allowChosen', jid: OTTO, at: NOON });
    assert.equal(device.marks.get(OTTO)?.done, false);
    const again = device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
    assert.equal(count(again, 'preApprove'), 1);
    device.answerProbe();
    assert.equal(device.marks.get(OTTO)?.done, true);
  });

  test('is forgotten at the server, too, when it is taken back before it was known whether that had heard', () => {
    const device = Device.signedIn(POLICY);
    device.send({ type: 'featuresRead', features: { preApproval: true } });
    device.send({ type: 'allowChosen', jid: OTTO, at: NOON });
    const effects = device.send({ type: 'disallowChosen', jid: OTTO, at: NOON + 1 });
    assert.deepEqual(answersIn(effects), [{ type: 'repairRoster', jid: OTTO, item: undefined }]);
    device.answerProbe();
    assert.equal(device.marks.get(OTTO)?.done, false, 'the first probe was sent before it');
    device.answerProbe();
    assert.equal(device.marks.get(OTTO)?.done, true);
  });

  test('whom the server let in by itself is in the log, and expected no longer', () => {
    const device = Device.signedIn({ ...POLICY, marks: [[OTTO, mark('allow', { done: true })]] });
    device.send(pushed(OTTO, { subscription: 'from' }));
    assert.deepEqual(device.activity[0]?.by, { who: 'policy', rule: { kind: 'allowed' } });
    assert.equal(device.marks.get(OTTO)?.act, 'none');
  });

  const invitation: Invitation = {
    token: 't1',
    label: 'Fair',
    created: NOON,
    expires: NOON + 1000,
    once: true,
    revoked: false,
    usedBy: [],
    at: NOON,
  };

  test('came with a token: accepted and added, once for one person', () => {
    const device = Device.signedIn({ policy: policy({ handling: 'prompt' }), invitations: [invitation] });
    device.send(received(OTTO, { token: 't1' }), received('late@elsewhere.test', { token: 't1' }));
    assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: true }]);
    assert.deepEqual(device.options.invitations[0]?.usedBy, [OTTO]);
    assert.deepEqual(device.prompts, ['late@elsewhere.test']);
  });

  for (const [title, changes, since] of [
    ['has expired', {}, NOON + 1000],
    ['was revoked', { revoked: true }, NOON],
    ['is another', { token: 't2' }, NOON],
  ] as const) {
    test(`came with a token that ${title}: asked about`, () => {
      const device = Device.signedIn({ policy: policy(), invitations: [{ ...invitation, ...changes }] });
      device.send(received(OTTO, { token: 't1', since }));
      assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
    });
  }

  test('came with a token where the organisation fixed prompt: asked about', () => {
    const device = Device.signedIn({ ...POLICY, invitations: [invitation] });
    device.send(received(OTTO, { token: 't1' }));
    assert.deepEqual([answersIn(device.effects), device.row(OTTO)?.invitation], [[], 'Fair']);
  });
});

describe('an acceptance with a name and groups', () => {
  test('writes them before it accepts', () => {
    const device = asked(OTTO);
    const details = { name: 'Otto', groups: ['Fair'] };
    const effects = device.send({ type: 'approveChosen', jid: OTTO, addBack: false, details, at: NOON });
    assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: OTTO, addBack: false, details }]);
  });

  test('takes the contact that it made with it when it is undone', () => {
    const device = asked(OTTO);
    const details = { name: 'Otto', groups: ['Fair'] };
    device.send({ type: 'approveChosen', jid: OTTO, addBack: false, details, at: NOON });
    device.send(pushed(OTTO, { subscription: 'from', ...details }));
    device.send({ type: 'undoChosen', entry: device.activity[0]?.id ?? 0, at: NOON + 1 });
    device.saveMark(OTTO);
    assert.deepEqual(answersIn(device.effects).at(-1), { type: 'cancel', jid: OTTO, takeBack: false, remove: true });
  });
});

describe('the log', () => {
  test('says what was declined, ignored and blocked, by whom, and what can be done about it', () => {
    const device = asked(MAYA, OTTO, 'ana@elsewhere.test');
    device.send({ type: 'ignoreChosen', jid: MAYA, at: NOON }, { type: 'denyChosen', jid: OTTO, at: NOON });
    device.answerProbe();
    device.send({ type: 'blockChosen', jid: jid('ana@elsewhere.test'), report: null, at: NOON });
    device.send({ type: 'blockAnswered', jid: jid('ana@elsewhere.test'), at: NOON });
    assert.deepEqual(
      device.activity.map(({ jid: who, act, by, remedy }) => [who, act, by.who, remedy]),
      [
        ['ana@elsewhere.test', 'block', 'me', 'unblock'],
        [OTTO, 'deny', 'me', 'allow'],
        [MAYA, 'ignore', 'me', 'bring-back'],
      ],
    );
  });

  test('says what another device decided', () => {
    const device = asked(OTTO);
    device.send({ type: 'marksPushed', shard: 0, marks: [[OTTO, mark('deny')]], at: NOON });
    assert.deepEqual(
      device.activity.map(({ jid: who, act, by }) => [who, act, by.who]),
      [[OTTO, 'deny', 'other-device']],
    );
  });

  test('undoes a block, and lets in whoever was declined when they ask again', () => {
    const device = asked(OTTO);
    device.send({ type: 'denyChosen', jid: OTTO, at: NOON });
    device.answerProbe();
    device.send({ type: 'undoChosen', entry: device.activity[0]?.id ?? 0, at: NOON + 5 });
    device.send(received(OTTO));
    assert.deepEqual(answersIn(device.effects).at(-1), { type: 'approve', jid: OTTO, addBack: false });
    assert.equal(contact(OTTO).name, '');
  });
});

function count(effects: readonly Effect[], type: Effect['type']): number {
  return effects.filter((effect) => effect.type === type).length;
}
