import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serviceUrl } from '../../../src/xmpp/service-url.js';
import vectors from '../../vectors/service-urls.json' with { type: 'json' };

describe('a service may be used:', () => {
  for (const { text, url, why } of vectors.usable) test(why, () => assert.equal(serviceUrl(text), url));
});

describe('a service may not be used:', () => {
  for (const { text, why } of vectors.refused) test(why, () => assert.equal(serviceUrl(text), undefined));
});
