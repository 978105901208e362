import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CallParts, callEndpoint } from '#lib/contract/call';
import type { Endpoint } from '#lib/contract/endpoint';
import { listDefinitions } from '#lib/contract/endpoints/definitions';
import * as runs from '#lib/contract/endpoints/runs';
import { endedRunStates, type Run } from '#lib/contract/run';
import { countJob } from '#lib/http/testing/count-job';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { until } from '#lib/http/testing/until';

await testProgram({ after }, { jobs: [countJob] });
const base = await serveRoutes({ after });

function start(input: Record<string, unknown>, headers: Record<string, string> = {}) {
  return callEndpoint(fetch, base, runs.startRun, {
    body: { job: 'test.count', input: JSON.parse(JSON.stringify(input)) },
    headers,
  });
}

function show(id: string): Promise<Run> {
  return callEndpoint(fetch, base, runs.getRun, { params: { id } });
}

function ended(id: string): Promise<Run> {
  return until(
    () => show(id),
    ({ state }) => endedRunStates.includes(state),
  );
}

test('a run is started, worked on and shown with its steps and its log', async () => {
  const { run_id: id } = await start({ good: 2 });
  const run = await ended(id);
  const { items: steps } = await callEndpoint(fetch, base, runs.listSteps, { params: { id } });
  const log = await callEndpoint(fetch, base, runs.readLogs, { params: { id }, query: { limit: 1000 } });

  assert.deepEqual([run.state, run.trigger, run.steps.completed], ['completed', 'api', 2]);
  assert.deepEqual(
    steps.map(({ key, state, attempts }) => [key, state, attempts.length]),
    [
      [`good/${id}/1`, 'completed', 1],
      [`good/${id}/2`, 'completed', 1],
    ],
  );
  assert.equal(log.ended, true);
  assert.ok(log.items.some(({ message }) => message === `counting good/${id}/2`));
});

test('a run with a failed step is partial, and what failed can be tried again in the same run', async () => {
  const { run_id: id } = await start({ good: 1, bad: 1 });
  const first = await ended(id);
  const retried = await callEndpoint(fetch, base, runs.retryRun, { params: { id } });
  await ended(id);
  const { items: steps } = await callEndpoint(fetch, base, runs.listSteps, { params: { id } });

  assert.equal(first.state, 'partial');
  assert.deepEqual(retried, { run_id: id, steps: 1 });
  assert.deepEqual(
    steps[1]?.attempts.map(({ attempt, error }) => [attempt, error?.code]),
    [
      [1, 'source_rejected'],
      [2, 'source_rejected'],
    ],
  );
});

test('a running run is cancelled', async () => {
  const { run_id: id } = await start({ stuck: 2 });
  await until(
    () => show(id),
    ({ steps }) => steps.running > 0,
  );

  await callEndpoint(fetch, base, runs.cancelRun, { params: { id } });

  assert.equal((await ended(id)).state, 'cancelled');
});

test('a run is paused and resumed, and the run before it is found to compare with', async () => {
  const { run_id: id } = await start({ stuck: 1 });
  const { run_id: next } = await start({ good: 1 });
  const paused = await callEndpoint(fetch, base, runs.pauseRun, { params: { id } });
  const resumed = await callEndpoint(fetch, base, runs.resumeRun, { params: { id } });
  const previous = await callEndpoint(fetch, base, runs.previousRun, { params: { id: next } });
  const hurried = callEndpoint(fetch, base, runs.retryNow, { params: { id }, body: {} });

  assert.deepEqual([typeof paused.pausedAt, resumed.pausedAt], ['string', null]);
  assert.deepEqual(
    previous.items.map((run) => run.id),
    [id],
  );
  assert.deepEqual(await refusal(hurried), [409, 'conflict', []]);
  await callEndpoint(fetch, base, runs.cancelRun, { params: { id } });
  await ended(id);
});

test('people speak about a run', async () => {
  const { run_id: id } = await start({});
  const said = await callEndpoint(fetch, base, runs.commentRun, {
    params: { id },
    body: { text: ' The till was off. ' },
  });
  const { items } = await callEndpoint(fetch, base, runs.listRunComments, { params: { id } });

  assert.equal(said.text, 'The till was off.');
  assert.deepEqual(items, [said]);
});

test('all runs that match are shown first, and then cancelled or tried again; each refusal is told', async () => {
  const stuck = [await start({ stuck: 1 }), await start({ stuck: 1 })].map(({ run_id: id }) => id);
  const { run_id: done } = await start({ good: 1 });
  await ended(done);
  const open = { job: 'test.count', state: 'pending,running,waiting' };
  const preview = await callEndpoint(fetch, base, runs.matchingRuns, { query: { act: 'cancel', ...open } });
  const cancelled = await callEndpoint(fetch, base, runs.actOnRuns, { body: { act: 'cancel', filter: open } });
  await Promise.all(stuck.map(ended));
  const ids = [...stuck, done, '999999'];
  const retried = await callEndpoint(fetch, base, runs.actOnRuns, { body: { act: 'retry', ids } });
  const again = await callEndpoint(fetch, base, runs.actOnRuns, { body: { act: 'cancel', ids: stuck } });

  assert.deepEqual([preview.count, preview.capped, preview.newest], [2, false, stuck.toReversed()]);
  assert.deepEqual(cancelled, { done: 2, refused: [] });
  assert.deepEqual([retried.done, retried.refused.map(({ id }) => id)], [2, [done, '999999']]);
  assert.equal(again.done, 2);
  await Promise.all(stuck.map(ended));
});

test('an act on all runs there are is refused, and so is one on both ids and a filter', async () => {
  const [everything, preview, both] = await Promise.all([
    refusal(callEndpoint(fetch, base, runs.actOnRuns, { body: { act: 'cancel', filter: {} } })),
    refusal(callEndpoint(fetch, base, runs.matchingRuns, { query: { act: 'cancel' } })),
    refusal(callEndpoint(fetch, base, runs.actOnRuns, { body: { act: 'cancel', ids: ['1'], filter: { job: 'x' } } })),
  ]);

  assert.deepEqual(everything, [422, 'invalid_input', ['filter']]);
  assert.deepEqual(preview.slice(0, 2), [422, 'invalid_input']);
  assert.deepEqual(both, [422, 'invalid_input', ['ids']]);
});

test('the log of a run is saved as a file, whole or only the lines that are wanted', async () => {
  const { run_id: id } = await start({ good: 150 });
  await ended(id);
  const response = await fetch(`${base}/api/runs/${id}/log-file`);
  const lines = (await response.text()).trimEnd().split('\n');
  const some = await callEndpoint(fetch, base, runs.logFile, {
    params: { id },
    query: { search: `COUNTING good/${id}/77` },
  });

  assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="fluxion-run-${id}.log.txt"`);
  assert.ok(lines.length > 150 && lines.every((line) => /^\d{4}-\d\d-\d\dT\S+Z [A-Z]+ +\S+ /.test(line)));
  assert.match(some, new RegExp(`counting good/${id}/77\\n`));
  assert.ok(some.trimEnd().split('\n').length < 20);
});

test('what has ended cannot be cancelled, and what failed nowhere cannot be retried', async () => {
  const { run_id: id } = await start({ good: 1 });
  await ended(id);

  assert.deepEqual(await refusal(callEndpoint(fetch, base, runs.cancelRun, { params: { id } })), [409, 'conflict', []]);
  assert.deepEqual(await refusal(callEndpoint(fetch, base, runs.retryRun, { params: { id } })), [409, 'conflict', []]);
});

test('the same idempotency key starts one run, also when both calls come at once', async () => {
  const headers = { 'idempotency-key': 'night-1' };
  const [first, second] = await Promise.all([start({ good: 1 }, headers), start({ good: 1 }, headers)]);
  const third = await start({ good: 1 }, headers);

  assert.equal(second.run_id, first.run_id);
  assert.equal(third.run_id, first.run_id);
  assert.deepEqual(await refusal(start({ good: 2 }, headers)), [409, 'conflict', []]);
});

test('a recovery is marked as one, and the command line as itself', async () => {
  const body = { job: 'test.count', input: {}, recovery: true };
  const recovery = await callEndpoint(fetch, base, runs.startRun, { body });
  const byCli = await start({}, { 'user-agent': 'fluxion-cli/0.1.0' });

  assert.equal((await show(recovery.run_id)).trigger, 'recovery');
  assert.equal((await show(byCli.run_id)).trigger, 'cli');
});

test('an unknown job is not found, and an input that it does not take is refused by path', async () => {
  const unknown = callEndpoint(fetch, base, runs.startRun, { body: { job: 'no.such' } });

  assert.deepEqual(await refusal(unknown), [404, 'not_found', []]);
  assert.deepEqual(await refusal(start({ good: -1, other: 1 })), [422, 'invalid_input', ['good', 'other']]);
});

test('a job asks for a confirmation before there is a run, with what it would touch', async () => {
  const before = await callEndpoint(fetch, base, runs.listRuns);

  assert.deepEqual(await refusal(start({ forbidden: true })), [409, 'confirmation_required', ['tienda_01']]);

  const afterwards = await callEndpoint(fetch, base, runs.listRuns);
  assert.equal(afterwards.items[0]?.id, before.items[0]?.id);
});

test('unknown runs are not found and broken ids are refused, on every path', async () => {
  const ofOneRun: Endpoint[] = [
    runs.getRun,
    runs.listSteps,
    runs.readLogs,
    runs.logFile,
    runs.cancelRun,
    runs.retryRun,
    runs.pauseRun,
    runs.resumeRun,
    runs.retryNow,
    runs.previousRun,
    runs.listRunComments,
  ];
  for (const endpoint of ofOneRun) {
    const unknown: CallParts<Endpoint> = { params: { id: '999999' } };
    assert.deepEqual(await refusal(callEndpoint(fetch, base, endpoint, unknown)), [404, 'not_found', []]);
    for (const id of ['abc', '0', '9223372036854775808', '1;drop table runs']) {
      assert.deepEqual(await refusal(callEndpoint(fetch, base, endpoint, { params: { id } })), [
        422,
        'invalid_input',
        ['id'],
      ]);
    }
  }
});

test('filters that mean nothing are refused by name', async () => {
  const wrong = [
    'state=done',
    'limit=0',
    'limit=1000000',
    'limit=x',
    'after=-1',
    'trigger=magic',
    'job=',
    'stat=failed',
  ];
  for (const query of wrong) {
    const response = await fetch(`${base}/api/runs?${query}`);
    const { error } = await response.json();
    assert.deepEqual([response.status, error.details[0]?.path.replace('[0]', '')], [422, query.split('=')[0]], query);
  }
});

test('the catalogue tells what a job takes', async () => {
  const { items } = await callEndpoint(fetch, base, listDefinitions);

  assert.deepEqual(
    items.map(({ name }) => name),
    ['test.count'],
  );
  assert.deepEqual(Object.keys(Object(items[0]?.input.properties)), ['good', 'bad', 'stuck', 'forbidden']);
});

test('a path that is not there is a problem in JSON', async () => {
  const response = await fetch(`${base}/api/nothing/here`, { method: 'POST' });

  assert.equal(response.status, 404);
  assert.equal((await response.json()).error.code, 'not_found');
});
