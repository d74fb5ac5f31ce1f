// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's Salesforce under jsforce: what a client that was not written for it takes for Salesforce.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import jsforce from 'jsforce';

import { counts, failureOf, startSandbox } from './sandbox.mjs';

const key = 'HubSpot_Engagement_Id__c';

const connect = (place, accessToken = place.salesforceToken) =>
  new jsforce.Connection({ instanceUrl: place.salesforce, accessToken, version: '68.0' });

/** All records of a query, page after page by queryMore, and how large the pages were. */
async function readAll(connection, soql, options = {}) {
  let page = await connection.query(soql, options);
  const records = [...page.records];
  const sizes = [page.records.length];
  while (!page.done) {
    page = await connection.queryMore(page.nextRecordsUrl, options);
    records.push(...page.records);
    sizes.push(page.records.length);
    assert.ok(sizes.length < 1000, 'paging without an end');
  }
  return { records, sizes, totalSize: page.totalSize };
}

describe('Salesforce through jsforce', () => {
  let place;
  let connection;

  before(async () => {
    place = await startSandbox('--seed', '7', '--contacts', '1000', '--activities', '10');
    connection = connect(place);
  });
  after(() => place?.stop());

  test('identity, userinfo and the user table name the same person', async () => {
    const identity = await connection.identity();
    const info = await connection.request('/services/oauth2/userinfo');
    const user = await connection.sobject('User').retrieve(identity.user_id);
    assert.match(identity.organization_id, /^00D\w{15}$/);
    assert.match(identity.user_id, /^005\w{15}$/);
    assert.equal(info.user_id, identity.user_id);
    assert.equal(info.organization_id, identity.organization_id);
    assert.equal(user.Username, identity.username);
    assert.equal(user.Email, info.email);
    assert.deepEqual(connection.userInfo, {
      id: identity.user_id,
      organizationId: identity.organization_id,
      url: identity.id,
    });
    const organization = await connection.query('SELECT Id, Name FROM Organization');
    assert.equal(organization.records[0].Id, identity.organization_id);
  });

  test('a query is read over its pages, every record once', async () => {
    const soql = 'SELECT Id, Email, Account.Name FROM Contact ORDER BY Id';
    const read = await readAll(connection, soql, { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
    const counted = await connection.query('SELECT COUNT() FROM Contact');
    const known = (await counts(place)).salesforce.contacts;
    assert.equal(counted.totalSize, known);
    assert.equal(read.totalSize, known);
    assert.equal(read.records.length, known);
    assert.equal(new Set(read.records.map((record) => record.Id)).size, known);
    assert.ok(read.sizes.length >= 4, `${read.sizes}`);
    assert.deepEqual(read.sizes.slice(0, -1), read.sizes.slice(0, -1).fill(200));
    assert.deepEqual(
      read.records.map((record) => record.Id),
      read.records.map((record) => record.Id).toSorted(),
    );
    assert.equal(read.records[0].attributes.type, 'Contact');
    assert.ok(read.records[0].attributes.url.endsWith(`/sobjects/Contact/${read.records[0].Id}`));
  });

  test("jsforce's own paging and conditions find the same records", async () => {
    const fetched = await connection
      .sobject('Contact')
      .find({ Email: { $ne: null } }, ['Id', 'Email'])
      .sort('Id', 1)
      .execute({ autoFetch: true, maxFetch: 5000, headers: { 'Sforce-Query-Options': 'batchSize=200' } });
    const known = await connection.query('SELECT COUNT() FROM Contact WHERE Email != null');
    assert.equal(fetched.length, known.totalSize);
    const one = fetched[123];
    const found = await connection.sobject('Contact').findOne({ Email: one.Email, Id: one.Id });
    assert.equal(found.Id, one.Id);
    const some = await connection
      .sobject('Contact')
      .find({ Id: { $in: fetched.slice(0, 5).map((record) => record.Id) } }, ['Id']);
    assert.equal(some.length, 5);
  });

  test('describe tells of the types, of Task and of the key', async () => {
    const global = await connection.describeGlobal();
    const listed = global.sobjects.find((type) => type.name === 'Task');
    const task = await connection.sobject('Task').describe();
    assert.equal(listed.keyPrefix, '00T');
    assert.deepEqual(
      ['createable', 'updateable', 'deletable', 'queryable'].map((can) => [listed[can], task[can]]),
      Array(4).fill([true, true]),
    );
    const field = (name) => task.fields.find((entry) => entry.name === name);
    const { type, length, unique, externalId, idLookup, createable, caseSensitive } = field(key);
    assert.deepEqual(
      { type, length, unique, externalId, idLookup, createable, caseSensitive },
      { type: 'string', length: 64, unique: true, externalId: true, idLookup: true, createable: true, caseSensitive: false },
    );
    assert.equal(field('Subject').length, 255);
    assert.equal(field('Description').length, 32000);
    assert.deepEqual(field('WhoId').referenceTo.toSorted(), ['Contact', 'Lead']);
    assert.equal(field('TaskSubtype').updateable, false);
    const statuses = field('Status').picklistValues;
    assert.equal(statuses.find((value) => value.defaultValue).value, 'Not Started');
    const closed = await connection.query('SELECT ApiName, IsClosed FROM TaskStatus WHERE IsClosed = true');
    assert.ok(statuses.some((value) => value.value === closed.records[0].ApiName));
  });

  test('an upsert by key creates once, then updates, in batches and in order', async () => {
    const records = Array.from({ length: 250 }, (_, i) => ({ [key]: `hs:7:upsert:${i}`, Subject: `first ${i}` }));
    const tasks = connection.sobject('Task');
    const created = await tasks.upsert(records, key, { allowRecursive: true });
    assert.deepEqual(new Set(created.map((result) => `${result.success} ${result.created}`)), new Set(['true true']));
    const updated = await tasks.upsert(
      records.map((record, i) => ({ ...record, Subject: `second ${i}` })),
      key,
      { allowRecursive: true },
    );
    assert.deepEqual(new Set(updated.map((result) => `${result.success} ${result.created}`)), new Set(['true false']));
    assert.deepEqual(
      updated.map((result) => result.id),
      created.map((result) => result.id),
    );
    const { records: stored } = await readAll(
      connection,
      `SELECT Id, Subject, ${key} FROM Task WHERE ${key} LIKE 'hs:7:upsert:%'`,
    );
    assert.equal(stored.length, 250);
    const byKey = new Map(stored.map((record) => [record[key], record]));
    for (const [i, result] of created.entries()) {
      assert.equal(byKey.get(`hs:7:upsert:${i}`).Id, result.id);
      assert.equal(byKey.get(`hs:7:upsert:${i}`).Subject, `second ${i}`);
    }
    const many = await failureOf(tasks.upsert(records, key));
    assert.match(many.message, /more than 200 records/);
  });

  test('a single upsert creates, then updates', async () => {
    const tasks = connection.sobject('Task');
    const first = await tasks.upsert({ [key]: 'hs:7:one:a', Subject: 'first' }, key);
    const second = await tasks.upsert({ [key]: 'HS:7:ONE:A', Subject: 'second' }, key);
    assert.deepEqual([first.created, second.created], [true, false]);
    assert.equal(second.id, first.id);
    const stored = await tasks.retrieve(first.id);
    assert.equal(stored.Subject, 'second');
    assert.equal(stored[key], 'hs:7:one:a');
  });

  test('one bad record of a batch fails alone, and says why', async () => {
    const tasks = connection.sobject('Task');
    const results = await tasks.upsert(
      [
        { [key]: 'hs:7:bad:1', Subject: 'fine' },
        { [key]: 'hs:7:bad:2', Subject: 'x'.repeat(256) },
        { [key]: 'hs:7:bad:3', Subject: 'a person that is none', WhoId: '001000000000001AAA' },
        { [key]: 'hs:7:bad:4', Subject: 'same' },
        { [key]: 'hs:7:bad:4', Subject: 'same' },
      ],
      key,
    );
    assert.deepEqual(
      results.map((result) => (result.success ? 'ok' : result.errors[0].statusCode)),
      ['ok', 'STRING_TOO_LONG', 'FIELD_INTEGRITY_EXCEPTION', 'DUPLICATE_VALUE', 'DUPLICATE_VALUE'],
    );
    assert.deepEqual(results[1].errors[0].fields, ['Subject']);
    assert.equal(results[1].created, false);
    const stored = await connection.query(`SELECT ${key} FROM Task WHERE ${key} LIKE 'hs:7:bad:%'`);
    assert.deepEqual(
      stored.records.map((record) => record[key]),
      ['hs:7:bad:1'],
    );
    const none = await tasks.upsert(
      [
        { [key]: 'hs:7:bad:5', Subject: 'fine' },
        { [key]: 'hs:7:bad:6', Subject: 'x'.repeat(256) },
      ],
      key,
      { allOrNone: true },
    );
    assert.deepEqual(
      none.map((result) => result.errors[0].statusCode),
      ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'STRING_TOO_LONG'],
    );
  });

  test('a second create with the same key names the record that has it', async () => {
    const tasks = connection.sobject('Task');
    const first = await tasks.create({ [key]: 'hs:7:twice', Subject: 'first' });
    const refused = await failureOf(tasks.create({ [key]: 'hs:7:twice', Subject: 'second' }));
    assert.equal(refused.errorCode, 'DUPLICATE_VALUE');
    assert.match(refused.message, new RegExp(`with id: ${first.id}`));
    const [inBatch] = await tasks.create([{ [key]: 'hs:7:twice', Subject: 'third' }]);
    assert.equal(inBatch.errors[0].statusCode, 'DUPLICATE_VALUE');
  });

  test('collections read, update and delete', async () => {
    const tasks = connection.sobject('Task');
    const made = await tasks.create([{ Subject: 'a' }, { Subject: 'b' }, { Subject: 'c' }]);
    const ids = made.map((result) => result.id);
    const gone = '00T00000000zzzzEAA';
    const updated = await tasks.update([
      { Id: ids[0], Subject: 'a2', Status: 'Completed' },
      { Id: gone, Subject: 'nobody' },
    ]);
    assert.equal(updated[0].success, true);
    assert.equal(updated[1].success, false);
    assert.match(updated[1].errors[0].statusCode, /^(MALFORMED_ID|INVALID_CROSS_REFERENCE_KEY|NOT_FOUND)$/);
    const read = await tasks.retrieve([ids[2], ids[0]]);
    assert.deepEqual(
      read.map((record) => [record.Id, record.Subject, record.IsClosed]),
      [
        [ids[2], 'c', false],
        [ids[0], 'a2', true],
      ],
    );
    const deleted = await tasks.destroy([ids[1], ids[2]]);
    assert.deepEqual(
      deleted.map((result) => result.success),
      [true, true],
    );
    const again = await tasks.destroy([ids[1]]);
    assert.equal(again[0].errors[0].statusCode, 'ENTITY_IS_DELETED');
    const where = `FROM Task WHERE Id IN ('${ids.join("','")}')`;
    const living = await connection.query(`SELECT Id ${where}`);
    assert.deepEqual(
      living.records.map((record) => record.Id),
      [ids[0]],
    );
    const all = await connection.query(`SELECT Id, IsDeleted ${where} ORDER BY Id`, { scanAll: true });
    assert.deepEqual(
      all.records.map((record) => record.IsDeleted),
      [false, true, true],
    );
  });

  test('a composite is one call, and each part has its own answer', async () => {
    const base = `/services/data/v${connection.version}`;
    const part = (referenceId, soql) => ({
      method: 'GET',
      referenceId,
      url: `${base}/query?q=${encodeURIComponent(soql)}`,
    });
    const used = (await counts(place)).salesforce.callsUsed;
    const answer = await connection.requestPost(`${base}/composite`, {
      allOrNone: false,
      compositeRequest: [
        part('people', 'SELECT Id FROM Contact ORDER BY Id LIMIT 2'),
        part('wrong', 'SELECT Nothing FROM Contact'),
        { method: 'POST', referenceId: 'made', url: `${base}/sobjects/Task`, body: { Subject: 'from a composite' } },
      ],
    });
    assert.equal((await counts(place)).salesforce.callsUsed, used + 1);
    const [people, wrong, made] = answer.compositeResponse;
    assert.deepEqual(
      [people.referenceId, people.httpStatusCode, people.body.records.length],
      ['people', 200, 2],
    );
    assert.deepEqual([wrong.httpStatusCode, wrong.body[0].errorCode], [400, 'INVALID_FIELD']);
    assert.equal(made.httpStatusCode, 201);
    assert.equal((await connection.sobject('Task').retrieve(made.body.id)).Subject, 'from a composite');
  });

  test('what is wrong is refused with the code that jsforce knows', async () => {
    const refusals = {
      MALFORMED_QUERY: () => connection.query('SELEC Id FROM Task'),
      INVALID_FIELD: () => connection.query('SELECT Nothing FROM Task'),
      INVALID_TYPE: () => connection.query('SELECT Id FROM Nothing'),
      NOT_FOUND: () => connection.sobject('Task').upsert({ Nothing__c: 'x', Subject: 'y' }, 'Nothing__c'),
      INVALID_QUERY_LOCATOR: () => connection.queryMore('/services/data/v68.0/query/01gxx0000000000AAA-2000'),
    };
    for (const [code, ask] of Object.entries(refusals)) assert.equal((await failureOf(ask())).errorCode, code);
    const long = await failureOf(connection.sobject('Task').create({ Subject: 'x'.repeat(256) }));
    assert.equal(long.errorCode, 'STRING_TOO_LONG');
    const stranger = await failureOf(connect(place, 'no-such-token').query('SELECT Id FROM Task'));
    assert.equal(stranger.errorCode, 'INVALID_SESSION_ID');
    assert.match(stranger.message, /Session expired or invalid/);
  });

  test('every answer tells what of the day is used', async () => {
    const limits = await connection.limits();
    const { used, limit } = connection.limitInfo.apiUsage;
    assert.equal(limit, 100000);
    assert.equal(limits.DailyApiRequests.Max, limit);
    assert.equal(limits.DailyApiRequests.Remaining, limit - used);
    assert.equal((await counts(place)).salesforce.callsUsed, used);
  });
});

describe('The key field, made with jsforce', () => {
  let place;
  before(async () => {
    place = await startSandbox('--contacts', '5', '--activities', '5', '--key-field', 'off');
  });
  after(() => place?.stop());

  test('comes by the Tooling API and is usable once it is permitted', async () => {
    const connection = connect(place);
    const tasks = connection.sobject('Task');
    const described = async () => (await tasks.describe()).fields.find((field) => field.name === key);
    assert.equal(await described(), undefined);
    assert.equal((await failureOf(tasks.upsert({ [key]: 'hs:7:early', Subject: 'x' }, key))).errorCode, 'NOT_FOUND');

    const field = await connection.tooling.sobject('CustomField').create({
      FullName: `Activity.${key}`,
      Metadata: {
        type: 'Text',
        label: 'HubSpot Engagement Id',
        length: 64,
        unique: true,
        externalId: true,
        caseSensitive: false,
        required: false,
      },
    });
    assert.equal(field.success, true);
    assert.equal(await described(), undefined); // nobody may see it yet
    const set = await connection.sobject('PermissionSet').create({ Name: 'HubSpot_Sync', Label: 'HubSpot Sync' });
    await connection.sobject('FieldPermissions').create({
      ParentId: set.id,
      SobjectType: 'Task',
      Field: `Task.${key}`,
      PermissionsRead: true,
      PermissionsEdit: true,
    });
    await connection.sobject('PermissionSetAssignment').create({
      AssigneeId: (await connection.identity()).user_id,
      PermissionSetId: set.id,
    });
    assert.equal((await described()).unique, true);
    const made = await tasks.upsert({ [key]: 'hs:7:now', Subject: 'x' }, key);
    assert.equal(made.created, true);
  });
});
