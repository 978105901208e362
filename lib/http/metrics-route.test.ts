import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addressHeader } from '#lib/access/client-address';
import { makeKey } from '#lib/access/keys';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { addStore } from '#lib/sales/testing/sales-rows';

const { db } = await testProgram({ after }, { environment: { METRICS_ALLOW: '10.9.0.0/16' } });
const base = await serveRoutes({ after });
await addStore(db, 'tienda_01');
await addStore(db, 'tienda_02');

const asker = { kind: 'person', id: '1', name: 'tester', role: 'admin', personId: null } as const;
const { key } = await makeKey(db, { name: 'prometheus', role: 'viewer', expiresInDays: 1, service: true }, asker);

const read = (headers: Record<string, string>) => fetch(`${base}/metrics`, { headers });

test('a key of a viewer reads the metrics: the process, and how yesterday stands', async () => {
  const answer = await read({ authorization: `Bearer ${key}` });
  const text = await answer.text();

  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^fluxion_process_resident_memory_bytes \d+/m);
  assert.match(text, /^fluxion_stores_expected 2$/m);
  assert.match(text, /^fluxion_stores_complete 0$/m);
  assert.match(text, /^fluxion_store_days\{state="missing"\} 2$/m);
  assert.match(text, /^fluxion_runs_open\{state="running"\} 0$/m);
});

test('an address of the list needs no key, and no other is let in', async () => {
  const nobody = { cookie: 'none=1' };
  const listed = await read({ ...nobody, [addressHeader]: '10.9.1.2' });
  const other = await read({ ...nobody, [addressHeader]: '10.8.1.2' });
  const elsewhere = await fetch(`${base}/api/runs`, { headers: { ...nobody, [addressHeader]: '10.9.1.2' } });

  assert.deepEqual([listed.status, other.status, elsewhere.status], [200, 401, 401]);
});
