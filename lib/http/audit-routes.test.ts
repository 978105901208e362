import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { sealEntries } from '#lib/access/audit/seal-entries';
import { recordActs } from '#lib/access/audit/testing/acts';
import { callEndpoint } from '#lib/contract/call';
import { listAudit, verifyAudit } from '#lib/contract/endpoints/audit';
import { exportAudit } from '#lib/contract/endpoints/exports';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';

const { db, database } = await testProgram({ after });
const base = await serveRoutes({ after });
const list = (query: object) => callEndpoint(fetch, base, listAudit, { query });

const ana = { kind: 'person', id: 'p1', name: 'Ana Rojas' } as const;
const panel = { kind: 'key', id: '7', name: '100%_panel' } as const;
await recordActs(db, 3, { actor: ana });
await recordActs(db, 2, { actor: panel, act: 'post.runs', object: { kind: 'run', id: '12' }, outcome: 'failed' });
await recordActs(db, 1, { actor: { kind: 'nobody', id: null, name: null }, act: 'post.session', object: null });
await sealEntries(db);
const [unsealed = ''] = await recordActs(db, 1, { object: { kind: 'store', id: 'tienda_02' }, reason: '=1+1' });

test('the audit is read by page, newest first', async () => {
  const first = await list({ limit: 4 });
  const second = await list({ limit: 4, after: first.next ?? '' });
  const all = [...first.items, ...second.items];

  assert.deepEqual([first.items.length, second.items.length, second.next], [4, 3, null]);
  assert.deepEqual(
    all.map(({ seal }) => seal?.number ?? null),
    [null, 6, 5, 4, 3, 2, 1],
  );
  assert.equal(all[0]?.id, unsealed);
});

test('the audit is narrowed by who, act, outcome, object and time', async () => {
  const counted = async (query: object) => (await list(query)).items.length;
  const [newest] = (await list({ limit: 1 })).items;

  assert.equal(await counted({ who: 'rojas' }), 4);
  assert.equal(await counted({ who: '%_' }), 2);
  assert.equal(await counted({ act: 'post.runs' }), 2);
  assert.equal(await counted({ outcome: 'failed' }), 2);
  assert.equal(await counted({ object: 'store' }), 4);
  assert.equal(await counted({ object: 'store:tienda_02' }), 1);
  assert.equal(await counted({ until: newest?.at }), 6);
  assert.equal(await counted({ since: newest?.at, who: 'ana', object: 'store' }), 1);
  assert.deepEqual(await refusal(list({ act: 'DROP TABLE' })), [422, 'invalid_input', ['act']]);
});

test('a verification names the unsealed tail and a head; a later one takes that head back', async () => {
  const found = await callEndpoint(fetch, base, verifyAudit);
  const head = `${found.head?.number}:${found.head?.hash}`;
  const again = await callEndpoint(fetch, base, verifyAudit, { query: { head } });
  const other = await callEndpoint(fetch, base, verifyAudit, { query: { head: `6:${'0'.repeat(64)}` } });

  assert.deepEqual([found.whole, found.sealed, found.unsealed], [true, 6, [unsealed]]);
  assert.deepEqual([again.whole, other.whole, other.broken?.number], [true, false, 6]);
  assert.deepEqual(await refusal(callEndpoint(fetch, base, verifyAudit, { query: { head: '6' } })), [
    422,
    'invalid_input',
    ['head'],
  ]);
});

test('the seal is what its description says: another program comes to the same hash', async () => {
  const [row = {}] = await database.sql`
    select seal_number::text, previous_hash, to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_kind, actor_id,
           actor_name, act, outcome, object_kind, object_id, input::text, before::text, after::text, reason, address,
           user_agent, request_id, hash
    from audit_entries
    where seal_number = 1`;
  const { hash, ...rest } = row;

  assert.equal(
    createHash('sha256')
      .update(JSON.stringify(Object.values(rest)))
      .digest('hex'),
    hash,
  );
  assert.equal(rest.previous_hash, '0'.repeat(64));
});

test('the export has the choice of the list, in the language that was asked for', async () => {
  const english = await callEndpoint(fetch, base, exportAudit, { query: { locale: 'en', object: 'store' } });
  const spanish = await callEndpoint(fetch, base, exportAudit, { query: { outcome: 'failed' } });
  const workbook = await fetch(`${base}${exportAudit.path}?format=xlsx`);

  const [titles = '', first = '', ...rest] = english.trimEnd().split('\r\n');
  assert.match(titles, /Entry,When \(America\/Caracas\),Who is,Who,Act,Outcome,Object,Reason,Input,Before,After/);
  assert.match(first, /,Person,Ana Rojas,patch\.stores,Done,store:tienda_02,'=1\+1,"\{""params""/);
  assert.equal(rest.length, 3);
  assert.match(spanish, /;Clave de API;100%_panel;post\.runs;Fallido;run:12;/);
  assert.deepEqual([workbook.status, (await workbook.arrayBuffer()).byteLength > 1000], [200, true]);
});
