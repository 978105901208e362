import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { LogFilter, StepFilter } from '#lib/contract/endpoints/runs';
import { LogPage, Run, StepPage } from '#lib/contract/run';
import { getRun } from '#lib/runs/get-run';
import { listSteps } from '#lib/runs/list-steps';
import { readLogs } from '#lib/runs/read-logs';
import { insertAttempt, insertLines, insertRun, insertSteps } from '#lib/runs/testing/insert-runs';

const { db } = await testDatabase({ after });

async function logsOf(runId: bigint, filter: Record<string, string>): Promise<LogPage> {
  return LogPage.parse(await readLogs(db, String(runId), LogFilter.parse(filter)));
}

test('a run is shown with its error and its instants', async () => {
  const error = { code: 'timed_out' as const, message: 'It took too long.', params: { minutes: 10 } };
  const id = await insertRun(db, { state: 'failed', error, input: { from: '2025-10-01', to: '2025-10-02' } });

  const run = Run.parse(await getRun(db, String(id)));

  assert.deepEqual([run.state, run.error, run.input], ['failed', error, { from: '2025-10-01', to: '2025-10-02' }]);
  assert.equal(Date.parse(run.endedAt ?? ''), Date.parse('2025-10-21T09:00:00Z'));
});

test('an unknown run is not found, whatever is asked of it', async () => {
  const unknown = '9223372036854775807';
  const notFound = { code: 'not_found', message: `There is no run ${unknown}.` };

  await assert.rejects(() => getRun(db, unknown), notFound);
  await assert.rejects(() => listSteps(db, unknown, StepFilter.parse({})), notFound);
  await assert.rejects(() => readLogs(db, unknown, LogFilter.parse({})), notFound);
});

test('steps come in the order of the plan, page by page, each with its attempts', async () => {
  const runId = await insertRun(db);
  const [first = 0n] = await insertSteps(db, runId, [{ state: 'failed', attempt: 2 }, {}, {}]);
  await insertAttempt(db, first, 1);
  await insertAttempt(db, first, 2);

  const page = StepPage.parse(await listSteps(db, String(runId), StepFilter.parse({ limit: 2 })));
  const rest = StepPage.parse(
    await listSteps(db, String(runId), StepFilter.parse({ limit: 2, after: page.next ?? '' })),
  );

  assert.deepEqual(
    page.items.map(({ key }) => key),
    ['tienda_01/2025-10-01', 'tienda_01/2025-10-02'],
  );
  assert.deepEqual(
    page.items[0]?.attempts.map(({ attempt, outcome }) => [attempt, outcome]),
    [
      [1, 'failed'],
      [2, 'failed'],
    ],
  );
  assert.deepEqual(
    rest.items.map(({ key }) => key),
    ['tienda_01/2025-10-03'],
  );
  assert.equal(rest.next, null);
});

test('who polls a running log sees every line once and is told when it has ended', async () => {
  const runId = await insertRun(db, { state: 'running', endedAt: null });
  const empty = await logsOf(runId, {});
  await insertLines(db, runId, [{}, {}, {}]);
  const first = await logsOf(runId, { after: empty.next, limit: '2' });
  const second = await logsOf(runId, { after: first.next });
  const nothingNew = await logsOf(runId, { after: second.next });

  assert.deepEqual([empty.items, empty.next, empty.ended], [[], '0', false]);
  assert.deepEqual(
    [...first.items, ...second.items].map(({ message }) => message),
    ['line 1', 'line 2', 'line 3'],
  );
  assert.deepEqual([nothingNew.items, nothingNew.next, nothingNew.ended], [[], second.next, false]);
});

test('the log of a run that is over ends on the page with its last line', async () => {
  const runId = await insertRun(db);
  await insertLines(db, runId, [{}, {}, {}]);

  const first = await logsOf(runId, { limit: '2' });
  const last = await logsOf(runId, { limit: '2', after: first.next });

  assert.deepEqual([first.ended, last.ended], [false, true]);
});

test('the last lines come first when asked for, and the ones before them on request', async () => {
  const runId = await insertRun(db);
  await insertLines(db, runId, [{}, {}, {}, {}]);

  const tail = await logsOf(runId, { tail: 'true', limit: '2' });
  const earlier = await logsOf(runId, { before: tail.items[0]?.id ?? '', limit: '10' });

  assert.deepEqual(
    tail.items.map(({ message }) => message),
    ['line 3', 'line 4'],
  );
  assert.equal(tail.ended, true);
  assert.deepEqual(
    earlier.items.map(({ message }) => message),
    ['line 1', 'line 2'],
  );
});

test('a log is filtered by level and by step', async () => {
  const runId = await insertRun(db);
  await insertLines(db, runId, [
    { level: 'error', stepKey: 'tienda_01/2025-10-01', code: 'source_unavailable', params: { ms: 30_000 } },
    { level: 'warning', stepKey: 'tienda_02/2025-10-01' },
    { level: 'info', stepKey: 'tienda_01/2025-10-01' },
  ]);

  const alarms = await logsOf(runId, { level: 'warning,error' });
  const ofStep = await logsOf(runId, { step: 'tienda_01/2025-10-01' });

  assert.deepEqual(
    alarms.items.map(({ level }) => level),
    ['error', 'warning'],
  );
  assert.deepEqual(
    ofStep.items.map(({ level }) => level),
    ['error', 'info'],
  );
  assert.deepEqual(ofStep.items[0]?.params, { ms: 30_000 });
});

test('a search finds the lines with every word, in whatever case and accents, also by the key of their step', async () => {
  const runId = await insertRun(db);
  await insertLines(db, runId, [
    { message: 'Conexión perdida con la tienda' },
    { message: 'la CONEXION está bien' },
    { message: 'página 2', stepKey: 'tienda_07/2025-10-01' },
  ]);

  const both = await logsOf(runId, { search: 'conexion PERDIDA' });
  const either = await logsOf(runId, { search: 'conexión' });
  const ofStep = await logsOf(runId, { search: 'tienda_07 pagina' });
  const none = await logsOf(runId, { search: 'perdida bien' });

  assert.deepEqual(
    [both, either, ofStep].map(({ items }) => items.map(({ message }) => message)),
    [['Conexión perdida con la tienda'], ['Conexión perdida con la tienda', 'la CONEXION está bien'], ['página 2']],
  );
  assert.deepEqual([none.items, none.ended], [[], true]);
});

test('a line of the system is found by the words of both languages, and by the cause of a failure', async () => {
  const runId = await insertRun(db);
  await insertLines(db, runId, [
    { message: 'Page 3: 9000 rows so far.', code: 'sales.page', params: { page: 3, rows: 9000 } },
    { message: 'ECONNREFUSED', code: 'source_unavailable', params: { why: 'refused' } },
    { message: 'Page of another kind', code: null },
  ]);
  const found = async (search: string) => (await logsOf(runId, { search })).items.map(({ message }) => message);

  assert.deepEqual(await found('página FILAS'), ['Page 3: 9000 rows so far.']);
  assert.deepEqual(await found('page rows'), ['Page 3: 9000 rows so far.']);
  assert.deepEqual(await found('rechazó'), ['ECONNREFUSED']);
});

test('words that are common alone are found where they meet in a line, also where one laps over the other', async () => {
  const runId = await insertRun(db);
  await insertLines(
    db,
    runId,
    Array.from({ length: 1200 }, (_, index) => ({
      message: index === 700 ? 'ab-ab' : index % 2 === 0 ? `ab ${index}` : `cd ${index}`,
    })),
  );
  await insertLines(db, runId, [{ message: 'last: cd, ab, cd' }, { message: 'ab' }]);

  const meeting = await logsOf(runId, { search: 'ab cd' });
  const lapping = await logsOf(runId, { search: 'ab b-a' });
  const within = await logsOf(runId, { search: 'ab ab-ab a' });
  const apart = await logsOf(runId, { search: 'ab-ab cd' });

  assert.deepEqual(
    [meeting, lapping, within, apart].map(({ items }) => items.map(({ message }) => message)),
    [['last: cd, ab, cd'], ['ab-ab'], ['ab-ab'], []],
  );
});

test('hits are paged from the tail, over many blocks, each once', async () => {
  const runId = await insertRun(db, { state: 'running', endedAt: null });
  for (let batch = 0; batch < 12; batch += 1) {
    await insertLines(
      db,
      runId,
      Array.from({ length: 600 }, (_, index) => ({ message: index % 200 === 7 ? `hit ${batch}` : 'nothing' })),
    );
  }

  const tail = await logsOf(runId, { tail: 'true', search: 'hit', limit: '20' });
  const earlier = await logsOf(runId, { before: tail.items[0]?.id ?? '', search: 'hit', limit: '20' });
  const first = await logsOf(runId, { search: 'hit', limit: '20' });
  const rest = await logsOf(runId, { search: 'hit', after: first.next, limit: '100' });
  const later = await logsOf(runId, { search: 'hit', after: tail.next });

  const ids = [...earlier.items, ...tail.items].map(({ id }) => id);
  assert.deepEqual(
    ids,
    [...first.items, ...rest.items].map(({ id }) => id),
  );
  assert.equal(new Set(ids).size, 36);
  assert.deepEqual(later.items, []);
});

test('a link to a line opens the log with that line in the middle', async () => {
  const runId = await insertRun(db);
  await insertLines(
    db,
    runId,
    Array.from({ length: 9 }, () => ({})),
  );
  const all = await logsOf(runId, {});

  const around = await logsOf(runId, { around: all.items[4]?.id ?? '', limit: '4' });

  assert.deepEqual(
    around.items.map(({ message }) => message),
    ['line 3', 'line 4', 'line 5', 'line 6'],
  );
});
