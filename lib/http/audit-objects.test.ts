import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { endpoints } from '#lib/contract/endpoints/all';
import { madeObject, objectOf } from '#lib/http/audit-objects';

const actor = { kind: 'person', id: 'p1', name: 'Ana Rojas' } as const;
const params = { id: '7', day: '2026-11-21' };

test('every act on one thing names the thing in the audit', async (t) => {
  const { db } = await testDatabase(t);
  const acts = endpoints.filter(({ audited, path }) => audited && path.includes('{'));
  const unnamed = [];
  for (const { path, method } of acts) {
    if ((await objectOf({ db }, { path, params, actor })) === null) unnamed.push(`${method} ${path}`);
  }

  assert.ok(acts.length > 20);
  assert.deepEqual(unnamed, []);
});

test('a day and a calendar are things of their own, and an account is its person', async (t) => {
  const { db } = await testDatabase(t);
  const named = (path: string) => objectOf({ db }, { path, params, actor });

  assert.deepEqual(await named('/api/stores/{id}/days/{day}/undo'), { kind: 'store_day', id: '7/2026-11-21' });
  assert.deepEqual(await named('/api/stores/{id}/calendar'), { kind: 'store_calendar', id: '7' });
  assert.deepEqual(await named('/api/calendar'), { kind: 'company_calendar', id: 'company' });
  assert.deepEqual(await named('/api/account/sessions/{id}'), { kind: 'person', id: 'p1' });
  assert.deepEqual(await named('/api/stores/{id}/hold'), { kind: 'store', id: '7' });
});

test('what an answer makes is named by it: a run, or what its collection holds', () => {
  assert.deepEqual(madeObject('/api/etl/sync/ventas', { run_id: '12' }), { kind: 'run', id: '12' });
  assert.deepEqual(madeObject('/api/stores', { id: 'tienda_03' }), { kind: 'store', id: 'tienda_03' });
  assert.equal(madeObject('/api/sales/marks', { days: 2 }), null);
});
