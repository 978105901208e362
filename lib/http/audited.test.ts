import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect } from '#db/open';
import { makeKey } from '#lib/access/keys';
import { makePerson, passwordHash } from '#lib/access/make-person';
import type { AuditEntry } from '#lib/contract/audit';
import { callEndpoint } from '#lib/contract/call';
import { listAudit } from '#lib/contract/endpoints/audit';
import { setCompanyCalendar } from '#lib/contract/endpoints/calendars';
import * as people from '#lib/contract/endpoints/people';
import * as runs from '#lib/contract/endpoints/runs';
import { signIn } from '#lib/contract/endpoints/session';
import * as stores from '#lib/contract/endpoints/stores';
import { AppError } from '#lib/errors';
import { type AuditedCall, audited } from '#lib/http/audited';
import { countJob } from '#lib/http/testing/count-job';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { createLog } from '#lib/log';
import { addStore } from '#lib/sales/testing/sales-rows';

const program = await testProgram({ after }, { jobs: [countJob] });
const base = await serveRoutes({ after });
const { db, access } = program;
await addStore(db, 'tienda_01', { name: 'PERIFERICO' });
const one = { params: { id: 'tienda_01' } };
const password = 'correct horse battery staple';
const ana = await makePerson(db, {
  ...{ name: 'Ana Rojas', email: 'ana@example.com', role: 'admin' },
  passwordHash: await passwordHash(access.auth, password),
});
const service = { kind: 'key', id: '0', name: 'test', role: 'admin', personId: null } as const;
const viewer = await makeKey(db, { name: 'panel', role: 'viewer', expiresInDays: 1, service: true }, service);
const asViewer = { authorization: `Bearer ${viewer.key}` };

/** Newest first, what the work of a test has put on record. */
async function recordedBy(work: () => Promise<unknown>): Promise<AuditEntry[]> {
  const [last] = (await callEndpoint(fetch, base, listAudit, { query: { limit: 1 } })).items;
  await work();
  const { items } = await callEndpoint(fetch, base, listAudit, { query: { limit: 200 } });
  return items.filter(({ id }) => BigInt(id) > BigInt(last?.id ?? 0));
}

const state = (name: string, value: unknown): unknown => new Map(Object.entries(value ?? {})).get(name);

test('a change is on record with who, what, before, after and from where; its password is not', async () => {
  const headers = { 'user-agent': 'curl/8', 'x-request-id': 'request-7', 'x-fluxion-client': '10.0.0.7' };
  const body = { name: 'PERIFÉRICO', password: 'hunter2-canary' };
  const [entry, ...more] = await recordedBy(() =>
    callEndpoint(fetch, base, stores.changeStore, { ...one, body, headers }),
  );

  assert.ok(entry);
  assert.deepEqual(more, []);
  const { actor, act, outcome, object, address, userAgent, requestId } = entry;
  assert.deepEqual(actor, { kind: 'key', id: '0', name: 'tester' });
  assert.deepEqual([act, outcome, object], ['patch.stores', 'done', { kind: 'store', id: 'tienda_01' }]);
  assert.deepEqual([address, userAgent, requestId], ['10.0.0.7', 'curl/8', 'request-7']);
  assert.deepEqual(entry.input, { params: one.params, body: { name: 'PERIFÉRICO', password: '***' } });
  assert.deepEqual([state('name', entry.before), state('hasPassword', entry.before)], ['PERIFERICO', false]);
  assert.deepEqual([state('name', entry.after), state('hasPassword', entry.after)], ['PERIFÉRICO', true]);
  assert.ok(!JSON.stringify(entry).includes('canary'));
});

/** The headers of a browser in which Ana is signed in. */
async function asAna(): Promise<Record<string, string>> {
  const response = await fetch(`${base}${signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: 'other=1' },
    body: JSON.stringify({ email: 'ana@example.com', password }),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { cookie: cookies.join('; '), origin: base };
}

test('what is made is named: the run of a start, a key by its id and never by its text', async () => {
  const body = { job: 'test.count', input: { good: 1 } };
  const [run] = await recordedBy(() => callEndpoint(fetch, base, runs.startRun, { body }));
  const headers = await asAna();
  const made = { key: '', id: '' };
  const [key] = await recordedBy(async () => {
    const wanted = { name: 'sheet', role: 'viewer' } as const;
    Object.assign(made, await callEndpoint(fetch, base, people.makeKey, { body: wanted, headers }));
  });

  assert.deepEqual([run?.object?.kind, state('job', run?.after)], ['run', 'test.count']);
  assert.deepEqual([key?.object, state('name', key?.after)], [{ kind: 'key', id: made.id }, 'sheet']);
  assert.equal(key?.actor.name, 'Ana Rojas');
  assert.ok(!JSON.stringify(key).includes(made.key));
});

test('the reason is kept, wherever the input has it', async () => {
  const hold = { until: null, reason: 'moving house' };
  const [held] = await recordedBy(() => callEndpoint(fetch, base, stores.holdStore, { ...one, body: hold }));
  await addStore(db, 'tienda_02');
  const [removed] = await recordedBy(() =>
    callEndpoint(fetch, base, stores.deleteStore, { params: { id: 'tienda_02' }, query: { reason: 'never opened' } }),
  );

  assert.deepEqual([held?.reason, state('hold', held?.before)], ['moving house', null]);
  assert.deepEqual([removed?.act, removed?.reason, removed?.after], ['delete.stores', 'never opened', null]);
  assert.equal(state('id', removed?.before), 'tienda_02');
});

test('who may not is on record; who asks for nonsense, reads, or is nobody is not', async () => {
  const [refused, ...more] = await recordedBy(async () => {
    await refusal(callEndpoint(fetch, base, stores.changeStore, { ...one, body: { name: 'X' }, headers: asViewer }));
    await refusal(callEndpoint(fetch, base, stores.changeStore, { ...one, body: { port: 99_999 } }));
    await refusal(
      callEndpoint(fetch, base, stores.deleteStore, { params: { id: 'tienda_99' }, query: { reason: 'why' } }),
    );
    await refusal(callEndpoint(fetch, base, stores.changeStore, { ...one, body: {}, headers: { cookie: 'x=y' } }));
    await callEndpoint(fetch, base, stores.getStore, one);
  });

  assert.deepEqual(more, []);
  assert.deepEqual([refused?.actor.name, refused?.act, refused?.outcome], ['panel', 'patch.stores', 'refused']);
  assert.deepEqual([refused?.object?.id, refused?.after], ['tienda_01', { problem: 'forbidden' }]);
});

test('a sign-in names the person, a failed one the address that was typed, and neither the password', async () => {
  const asNobody = { cookie: 'other=1' };
  const entries = await recordedBy(async () => {
    const typed = { email: 'ana@example.com', password: 'hunter2-canary' };
    await refusal(callEndpoint(fetch, base, signIn, { body: typed, headers: asNobody }));
    await callEndpoint(fetch, base, signIn, { body: { ...typed, password }, headers: asNobody });
  });

  const [good, failed] = entries;
  assert.deepEqual(good?.actor, { kind: 'person', id: ana, name: 'Ana Rojas' });
  assert.deepEqual([good?.outcome, good?.object], ['done', { kind: 'person', id: ana }]);
  assert.deepEqual(failed?.actor, { kind: 'nobody', id: null, name: 'ana@example.com' });
  assert.deepEqual(
    [failed?.act, failed?.outcome, failed?.after],
    ['post.session', 'refused', { problem: 'unauthorized' }],
  );
  assert.ok(!/canary|correct horse/.test(JSON.stringify(entries)));
});

test('whoever goes on after too many sign-ins is on record once a minute, not once a try', async () => {
  const headers = { cookie: 'other=1', 'x-fluxion-client': '203.0.113.9' };
  const entries = await recordedBy(async () => {
    for (let attempt = 0; attempt < 15; attempt += 1) {
      const body = { email: 'nobody@example.com', password: 'guess' };
      await refusal(callEndpoint(fetch, base, signIn, { body, headers }));
    }
  });

  const problems = entries.map((entry) => state('problem', entry.after));
  assert.equal(problems.filter((problem) => problem === 'unauthorized').length, 8);
  assert.equal(problems.filter((problem) => problem === 'rate_limited').length, 1);
});

const call: AuditedCall = {
  program,
  endpoint: setCompanyCalendar,
  caller: { actor: { kind: 'person', id: ana, name: 'Ana Rojas' }, address: null, userAgent: null },
  params: {},
  requestId: 'direct',
};
const enter = async () => ({ params: {}, query: {}, body: { holidays: [] } });

test('an act that breaks is on record as failed, and its error stays the error', async () => {
  const [entry] = await recordedBy(() =>
    assert.rejects(
      audited(call, { enter, work: () => Promise.reject(new AppError('storage_full', 'The disk is full.')) }),
      /The disk is full/,
    ),
  );

  assert.deepEqual([entry?.act, entry?.outcome, entry?.object?.kind], ['put.calendar', 'failed', 'company_calendar']);
});

test('an act that could not be put on record keeps its answer and goes into the log, without its secrets', async () => {
  const lines: string[] = [];
  const gone = connect('postgres://nobody@127.0.0.1:1/none', createLog('silent'));
  const log = createLog('error', { write: (line) => void lines.push(line) });
  const withSecret = async () => ({ params: {}, query: {}, body: { holidays: [], token: 'hunter2-canary' } });
  const response = await audited(
    { ...call, program: { ...program, db: gone.db, log } },
    { enter: withSecret, work: async () => Response.json({ holidays: [] }) },
  );
  await gone.close();

  assert.equal(response.status, 200);
  const line = lines.find((text) => text.includes('could not be put on record')) ?? '';
  assert.match(line, /put\.calendar.*"token":"\*\*\*"/);
  assert.ok(!lines.join().includes('canary'));
});
