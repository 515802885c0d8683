import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseNode, type NodeView } from '../../../../src/admin/policy/find-node.js';
import { policyNodeConfig, wrongFields } from '../../../../src/admin/policy/node-config.js';

const absent: NodeView = { service: 'none', kind: 'absent' };
const ours: NodeView = { service: 'ours', kind: 'ours', counts: true };
const empty: NodeView = { service: 'empty', kind: 'ours', counts: false };
const foreign: NodeView = { service: 'foreign', kind: 'foreign', counts: true, owners: [] };
const silent: NodeView = { service: 'silent', kind: 'silent', problem: { kind: 'timeout' } };

describe('the node to work on', () => {
  const one = (...views: NodeView[]): string | undefined => {
    const choice = chooseNode(views);
    return choice.kind === 'one' ? choice.view.service : choice.kind;
  };

  test('is the one that clients would take, wherever others are', () => {
    assert.equal(one(absent, ours, empty), 'ours');
    assert.equal(one(empty, foreign), 'foreign');
    assert.equal(one(ours, silent), 'ours');
  });

  test('is none where two of them count', () => {
    assert.deepEqual(chooseNode([ours, absent, foreign]), { kind: 'several', services: ['ours', 'foreign'] });
  });

  test('is not made anew while a service is silent that may have it', () => {
    assert.equal(one(absent, silent), 'silent');
    assert.equal(one(empty, silent), 'silent');
  });

  test('is an empty one of ours before the place for one', () => {
    assert.equal(one(absent, empty), 'empty');
    assert.equal(one(absent), 'none');
    assert.equal(one(), 'no-service');
  });
});

describe('the configuration of the node', () => {
  const wanted = policyNodeConfig('prosody', true);
  const wrong = (config: Readonly<Record<string, string>>): string[] =>
    Object.keys(wrongFields((name) => config[name], wanted));

  test('lets own people read: on Prosody the members of a whitelist, elsewhere whoever is admitted', () => {
    assert.equal(wanted.access_model, 'whitelist');
    assert.equal(policyNodeConfig('ejabberd', true).access_model, 'open');
    assert.deepEqual([wanted.max_items, policyNodeConfig('ejabberd', false).max_items], ['max', '256']);
  });

  test('is right as it was made, in either way of writing a boolean', () => {
    assert.deepEqual(wrong(wanted), []);
    assert.deepEqual(wrong({ ...wanted, persist_items: '1', notify_delete: '1', max_items: '100' }), []);
  });

  test('is wrong where others publish, nothing stays, or next to nothing does', () => {
    assert.deepEqual(wrong({ ...wanted, publish_model: 'open' }), ['publish_model']);
    assert.deepEqual(wrong({ ...wanted, persist_items: '0' }), ['persist_items']);
    assert.deepEqual(wrong({ ...wanted, max_items: '1' }), ['max_items']);
  });

  test('is not wrong for what the service does not have', () => {
    assert.deepEqual(wrong({ access_model: 'whitelist' }), []);
  });
});
