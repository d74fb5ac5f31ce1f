// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's HubSpot under @hubspot/api-client. That client calls the undated paths; what only the dated ones
// have goes through its apiRequest().
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client } from '@hubspot/api-client';

import { counts, failureOf, startSandbox } from './sandbox.mjs';

const connect = (place, accessToken = place.hubspotToken) => new Client({ accessToken, basePath: place.hubspot });

/** Follows paging.next.after to the end. */
async function readAll(read) {
  const results = [];
  const sizes = [];
  for (let after = undefined; ; ) {
    const page = await read(after);
    results.push(...page.results);
    sizes.push(page.results.length);
    assert.ok(sizes.length < 1000, 'paging without an end');
    after = page.paging?.next?.after;
    if (!after) return { results, sizes, total: page.total };
  }
}

/** Without the client's classes. */
const plain = (value) => JSON.parse(JSON.stringify(value));

const idsOf = (records) => records.map((record) => record.id);

describe('HubSpot through its own client', () => {
  let place;
  let client;
  let held; // what the sandbox says it holds

  /** One search of one object with these members. */
  const search = (object, members) => client.crm.objects.searchApi.doSearch(object, members);
  const since = (stamp, operator = 'GTE') => [
    { filters: [{ propertyName: 'hs_lastmodifieddate', operator, value: stamp }] },
  ];
  const dated = async (method, path, body) => {
    const answer = await client.apiRequest({ method, path, body });
    return { status: answer.status, body: await answer.json() };
  };

  before(async () => {
    place = await startSandbox('--seed', '7', '--contacts', '300', '--activities', '3000');
    client = connect(place);
    held = (await counts(place)).hubspot;
  });
  after(() => place?.stop());

  test('owners come in pages, active and archived apart', async () => {
    const api = client.crm.owners.ownersApi;
    const active = await readAll((after) => api.getPage(undefined, after, 4));
    assert.ok(active.sizes.length > 1 && active.sizes.slice(0, -1).every((size) => size === 4));
    assert.equal(new Set(idsOf(active.results)).size, active.results.length);
    assert.ok(active.results.every((owner) => !owner.archived));
    const archived = await readAll((after) => api.getPage(undefined, after, 4, true));
    assert.ok(archived.results.length > 0);
    for (const owner of archived.results) {
      assert.equal(owner.archived, true);
      assert.equal(owner.userId, null);
      assert.ok(owner.userIdIncludingInactive > 0);
      assert.ok(!idsOf(active.results).includes(owner.id));
    }
    const person = active.results.find((owner) => owner.email);
    assert.deepEqual(await api.getById(Number(person.id)), person);
    assert.deepEqual((await api.getById(person.userId, 'userId')).id, person.id);
    assert.deepEqual(idsOf((await api.getPage(person.email)).results), [person.id]);
  });

  test('a search is sorted and read over its pages, every record once', async () => {
    const read = await readAll((after) =>
      search('tasks', {
        filterGroups: since('0'),
        sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'ASCENDING' }],
        properties: ['hs_task_subject', 'hs_no_such_property'],
        limit: 200,
        after,
      }),
    );
    assert.equal(read.total, held.tasks);
    assert.equal(new Set(idsOf(read.results)).size, held.tasks);
    assert.ok(read.sizes.length >= 4 && read.sizes.slice(0, -1).every((size) => size === 200));
    const stamps = read.results.map((task) => task.updatedAt.getTime());
    assert.deepEqual(stamps, stamps.toSorted((a, b) => a - b));
    for (const task of read.results) {
      assert.equal(new Date(task.properties.hs_lastmodifieddate).getTime(), task.updatedAt.getTime());
      assert.ok('hs_task_subject' in task.properties && !('hs_no_such_property' in task.properties));
      assert.equal(task.properties.hs_object_id, task.id);
    }
    const down = await search('tasks', { sorts: ['-hs_lastmodifieddate'], limit: 1 });
    assert.equal(down.results[0].updatedAt.getTime(), stamps.at(-1));
  });

  test('filters divide what they select from', async () => {
    const all = await search('calls', { filterGroups: [], sorts: ['hs_lastmodifieddate'], limit: 200 });
    const middle = String(all.results.at(-1).updatedAt.getTime());
    const totalOf = async (filterGroups) => (await search('calls', { filterGroups, limit: 1 })).total;
    const from = await totalOf(since(middle));
    const before = await totalOf(since(middle, 'LT'));
    assert.ok(from > 0 && before > 0);
    assert.equal(from + before, held.calls);
    assert.equal(await totalOf([...since(middle), ...since(middle, 'LT')]), held.calls); // groups are alternatives
    const both = [{ filters: [...since(middle)[0].filters, ...since(middle, 'LT')[0].filters] }];
    assert.equal(await totalOf(both), 0); // filters of a group are not
    const [first, second] = all.results;
    const some = await search('calls', {
      filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'IN', values: [first.id, second.id] }] }],
    });
    assert.deepEqual(idsOf(some.results).toSorted(), [first.id, second.id].toSorted());
  });

  test('a search ends at 10,000 results and at 200 a page', async () => {
    for (const wrong of [{ limit: 200, after: '10000' }, { limit: 201 }]) {
      const refused = await failureOf(search('tasks', wrong));
      assert.equal(refused.code, 400);
      assert.equal(refused.body.category, 'VALIDATION_ERROR');
      assert.match(refused.body.correlationId, /^[0-9a-f-]{36}$/);
    }
  });

  test('activities are read by id, a hundred at once', async () => {
    const found = await search('calls', { properties: ['hs_call_title'], limit: 101 });
    const inputs = found.results.slice(0, 100).map(({ id }) => ({ id }));
    const read = (list) =>
      client.crm.objects.batchApi.read('calls', {
        inputs: list,
        properties: ['hs_call_title'],
        propertiesWithHistory: [],
      });
    const whole = await read(inputs);
    assert.equal(whole.status, 'COMPLETE');
    const titles = new Map(found.results.map((call) => [call.id, call.properties.hs_call_title]));
    assert.deepEqual(idsOf(whole.results).toSorted(), idsOf(inputs).toSorted());
    for (const call of whole.results) assert.equal(call.properties.hs_call_title, titles.get(call.id));

    const part = await read([inputs[0], { id: '999999999999' }]);
    assert.deepEqual(idsOf(part.results), [inputs[0].id]);
    assert.equal(part.numErrors, 1);
    assert.equal(part.errors[0].category, 'OBJECT_NOT_FOUND');
    assert.deepEqual(part.errors[0].context.ids, ['999999999999']);

    assert.equal((await failureOf(read(found.results.map(({ id }) => ({ id }))))).code, 400);
    assert.equal((await failureOf(read([inputs[0], inputs[0]]))).code, 400);
  });

  test('associations are the same on the v4 path and on the dated one', async () => {
    const { results } = await search('meetings', { limit: 200 });
    const inputs = results.map(({ id }) => ({ id }));
    const old = await client.crm.associations.v4.batchApi.getPage('meetings', 'contacts', { inputs });
    const now = await dated('POST', '/crm/associations/2026-09/meetings/contacts/batch/read', { inputs });
    const pairs = (rows, from) => rows.flatMap((row) => row.to.map((end) => `${row[from].id}>${end.toObjectId}`));
    assert.ok(pairs(old.results, '_from').length >= 150);
    assert.deepEqual(pairs(now.body.results, 'from'), pairs(old.results, '_from'));
    assert.equal(typeof old.results[0].to[0].toObjectId, 'number');
    assert.equal(typeof now.body.results[0].to[0].toObjectId, 'string');
    const meetingToContact = [{ category: 'HUBSPOT_DEFINED', typeId: 200, label: null }];
    for (const row of now.body.results) assert.deepEqual(row.to[0].associationTypes, meetingToContact);
    for (const row of old.results) assert.deepEqual(plain(row.to[0].associationTypes), meetingToContact);

    // Those without a contact are errors beside the results, and the answer is 207.
    const lonely = inputs.length - old.results.length;
    assert.ok(lonely > 0);
    assert.equal(now.status, 207);
    assert.deepEqual([old.numErrors, now.body.numErrors], [lonely, lonely]);
    assert.equal(old.errors[0].subCategory, 'crm.associations.NO_ASSOCIATIONS_FOUND');
    assert.deepEqual(old.errors[0].context.fromObjectType, ['meeting']);

    const one = old.results.find((row) => row.to.length > 1);
    const single = await client.crm.associations.v4.basicApi.getPage('meetings', one._from.id, 'contacts');
    assert.deepEqual(single.results, one.to);
    const labels = await client.crm.associations.v4.schema.definitionsApi.getAll('meetings', 'contacts');
    assert.deepEqual(plain(labels.results), meetingToContact);
  });

  test('properties say what they are, and new ones can be added', async () => {
    const api = client.crm.properties.coreApi;
    const status = await api.getByName('tasks', 'hs_task_status');
    assert.equal(status.type, 'enumeration');
    assert.deepEqual(
      status.options.map((option) => option.value),
      ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'],
    );
    assert.ok((await api.getAll('tasks')).results.some((property) => property.name === 'hs_task_status'));
    assert.equal((await failureOf(api.getByName('tasks', 'no_such_property'))).code, 404);
    await client.crm.properties.groupsApi.create('tasks', { name: 'crm_sync', label: 'CRM sync' });
    const mine = {
      name: 'crm_activity_id',
      label: 'CRM activity id',
      groupName: 'crm_sync',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
      formField: false,
    };
    assert.equal((await api.create('tasks', mine)).hasUniqueValue, true);
    assert.equal((await failureOf(api.create('tasks', mine))).code, 409);
  });

  test('contacts are found by id, by address and in pages', async () => {
    const api = client.crm.contacts;
    const everybody = await api.getAll(100, undefined, ['email']);
    assert.equal(everybody.length, held.contacts);
    assert.equal(new Set(idsOf(everybody)).size, held.contacts);
    const person = everybody.find((contact) => contact.properties.email);
    const byId = await api.basicApi.getById(person.id, ['email']);
    const byAddress = await api.basicApi.getById(person.properties.email, ['email'], undefined, undefined, false, 'email');
    assert.deepEqual(byAddress, byId);
    const batch = await api.batchApi.read({
      inputs: [{ id: person.properties.email.toUpperCase() }, { id: 'nobody@example.invalid' }],
      idProperty: 'email',
      properties: ['email'],
      propertiesWithHistory: [],
    });
    assert.deepEqual(idsOf(batch.results), [person.id]);
    assert.equal(batch.numErrors, 1);
  });

  test('an activity is created with its contact, changed and archived', async () => {
    const [contact] = (await client.crm.contacts.basicApi.getPage(1)).results;
    const notes = client.crm.objects.notes;
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }];
    const made = await notes.basicApi.create({
      properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_note_body: '<p>first</p>' },
      associations: [{ to: { id: contact.id }, types }],
    });
    const read = await notes.basicApi.getById(made.id, ['hs_note_body', 'hs_timestamp'], undefined, ['contacts']);
    assert.equal(read.properties.hs_note_body, '<p>first</p>');
    assert.equal(read.properties.hs_timestamp, '2026-11-20T10:00:00.000Z');
    assert.ok(idsOf(read.associations.contacts.results).includes(contact.id));
    const changed = await notes.basicApi.update(made.id, { properties: { hs_note_body: '<p>second</p>' } });
    assert.equal(changed.properties.hs_note_body, '<p>second</p>');
    assert.ok(changed.updatedAt >= made.updatedAt);
    await notes.basicApi.archive(made.id);
    assert.equal((await failureOf(notes.basicApi.getById(made.id))).code, 404);
    assert.equal((await notes.basicApi.getById(made.id, [], undefined, undefined, true)).archived, true);
  });

  test('a batch creates and upserts, each row by its trace id', async () => {
    const batch = client.crm.objects.batchApi;
    const input = (trace, properties) => ({ objectWriteTraceId: trace, properties, associations: [] });
    const made = await batch.create('calls', {
      inputs: [
        input('good', { hs_timestamp: '2026-11-20T10:00:00Z', hs_call_title: 'from a batch' }),
        input('bad', { hs_timestamp: '2026-11-20T10:00:00Z', no_such_property: 'x' }),
      ],
    });
    assert.equal(made.results.length, 1);
    assert.equal(made.results[0].properties.hs_call_title, 'from a batch');
    assert.deepEqual(made.errors[0].context.objectWriteTraceId, ['bad']);
    await client.crm.properties.coreApi.create('calls', {
      name: 'crm_call_id',
      label: 'CRM call id',
      groupName: 'call',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
    });
    const upsert = async (title) => {
      const properties = { hs_timestamp: '2026-11-20T10:00:00Z', hs_call_title: title };
      const answer = await batch.upsert('calls', {
        inputs: [{ id: '00T000000000001EAA', idProperty: 'crm_call_id', properties }],
      });
      return answer.results[0];
    };
    const first = await upsert('first');
    const second = await upsert('second');
    assert.deepEqual([first._new, second._new], [true, false]);
    assert.equal(second.id, first.id);
    assert.equal(second.properties.hs_call_title, 'second');
  });

  test('what is wrong is refused in the shape that the client reads', async () => {
    const stranger = await failureOf(connect(place, 'no-such-token').crm.owners.ownersApi.getPage());
    assert.equal(stranger.code, 401);
    assert.equal(stranger.body.category, 'INVALID_AUTHENTICATION');
    const notes = client.crm.objects.basicApi;
    const missing = await failureOf(notes.create('notes', { properties: { hs_note_body: 'x' }, associations: [] }));
    assert.equal(missing.code, 400);
    assert.equal(missing.body.category, 'VALIDATION_ERROR');
    assert.match(missing.body.message, /^Property values were not valid: \[\{.*hs_timestamp/);
    const unknown = await failureOf(search('tasks', { filterGroups: [{ filters: [
      { propertyName: 'no_such_property', operator: 'EQ', value: 'x' },
    ] }] }));
    assert.equal(unknown.code, 400);
    assert.match(unknown.body.errors[0].message, /no_such_property/);
    assert.equal((await failureOf(notes.getById('notes', '999999999999'))).code, 404);
    assert.equal((await failureOf(client.crm.objects.basicApi.getPage('no_such_objects'))).code, 400);
  });

  test('the account tells where it is', async () => {
    const { status, body } = await dated('GET', '/account-info/2026-09/details');
    assert.equal(status, 200);
    assert.equal(body.accountType, 'STANDARD');
    assert.ok(body.portalId > 0);
    assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone: body.timeZone }));
  });
});
