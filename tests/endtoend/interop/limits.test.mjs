// SPDX-License-Identifier: GPL-3.0-or-later
// HubSpot's rate limits as its own client meets them. A file of its own, since the client's retries are a setting of
// the whole process.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client } from '@hubspot/api-client';

import { startSandbox } from './sandbox.mjs';

describe("HubSpot's rate limits", () => {
  let place;
  const connect = (more = {}) => new Client({ accessToken: place.hubspotToken, basePath: place.hubspot, ...more });
  const searches = (client, count) =>
    Promise.allSettled(Array.from({ length: count }, () => client.crm.objects.searchApi.doSearch('tasks', { limit: 1 })));
  const fulfilled = (outcomes) => outcomes.filter((outcome) => outcome.status === 'fulfilled').length;

  before(async () => {
    place = await startSandbox('--contacts', '20', '--activities', '50', '--rate-limits', 'on');
  });
  after(() => place?.stop());

  test('five searches a second; the sixth is told so, without headers', async () => {
    const outcomes = await searches(connect(), 8);
    const { reason } = outcomes.find((outcome) => outcome.status === 'rejected');
    assert.equal(reason.code, 429);
    assert.equal(reason.body.policyName, 'SECONDLY');
    assert.equal(reason.body.errorType, 'RATE_LIMIT');
    assert.equal(reason.body.message, 'You have reached your secondly limit.');
    assert.deepEqual(
      Object.keys(reason.headers).filter((name) => name.includes('ratelimit')),
      [],
    );
    assert.ok(fulfilled(outcomes) >= 5);
  });

  test("the client's own retries bring all searches through", async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const outcomes = await searches(connect({ numberOfApiCallRetries: 4 }), 8);
    assert.equal(fulfilled(outcomes), 8);
  });

  test('190 calls in ten seconds, counted down in the headers', async () => {
    const client = connect();
    const remaining = [];
    for (let i = 0; i < 190; ++i) {
      const answer = await client.apiRequest({ path: '/crm/v3/owners?limit=1' });
      assert.equal(answer.status, 200);
      remaining.push(Number(answer.headers.get('X-HubSpot-RateLimit-Remaining')));
      if (i > 0) continue;
      assert.equal(answer.headers.get('X-HubSpot-RateLimit-Max'), '190');
      assert.equal(answer.headers.get('X-HubSpot-RateLimit-Interval-Milliseconds'), '10000');
    }
    assert.deepEqual(remaining, remaining.toSorted((a, b) => b - a));
    assert.equal(remaining.at(-1), 0);
    const refused = await client.apiRequest({ path: '/crm/v3/owners?limit=1' });
    assert.equal(refused.status, 429);
    assert.equal((await refused.json()).policyName, 'TEN_SECONDLY_ROLLING');
    const search = await client.crm.objects.searchApi.doSearch('tasks', { limit: 1 });
    assert.equal(search.results.length, 1); // counted apart
  });
});
