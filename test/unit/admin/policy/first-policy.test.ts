import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPolicy } from '../../../../src/admin/policy/first-policy.js';

test('the first policy lists the organisation’s own domain, in both its forms, and leaves the choice to people', () => {
  assert.deepEqual(firstPolicy('bücher.example'), {
    allowUserOptions: true,
    handling: 'accept-organization',
    domains: [{ ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' }],
    addBack: 'listed',
    temporaryAvailability: false,
    federation: 'open',
    trusted: [],
    refused: [],
    logging: 'unset',
    loggingDays: 0,
    loggingAlways: [],
    loggingNever: [],
    groups: [],
  });
  assert.deepEqual(firstPolicy('xn--bcher-kva.example'), firstPolicy('bücher.example'));
});

test('a domain that no policy may list is left out', () => {
  assert.deepEqual(firstPolicy('localhost').domains, []);
});
