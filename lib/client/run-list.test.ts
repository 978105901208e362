import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canBe,
  everyRun,
  filterInUrl,
  isFiltered,
  newRuns,
  rowsInPlace,
  runListFilter,
  runsToFollow,
} from '#lib/client/run-list';
import type { Run, RunState } from '#lib/contract/run';

const counts = { total: 1, pending: 0, running: 0, waiting: 0, completed: 1, failed: 0, cancelled: 0, skipped: 0 };

function run(id: number, state: RunState, more: Partial<Run> = {}): Run {
  return {
    id: String(id),
    job: 'sales.load',
    trigger: 'hand',
    requestedBy: null,
    scheduleId: null,
    slotAt: null,
    priority: 1,
    state,
    input: {},
    result: null,
    error: null,
    steps: counts,
    createdAt: '2026-11-22T09:00:00Z',
    startedAt: null,
    endedAt: null,
    cancelRequestedAt: null,
    pausedAt: null,
    pausedBy: null,
    logLinesCut: 0,
    ...more,
  };
}

const states = (runs: readonly Run[]) => runs.map(({ id, state }) => `${id} ${state}`);

test('new runs never move the rows on screen, which show their present state in their old places', () => {
  const shown = [run(3, 'running'), run(2, 'running'), run(1, 'completed')];
  const newest = [run(5, 'pending'), run(4, 'running'), run(3, 'failed')];

  const rows = rowsInPlace(shown, newest, [run(2, 'completed')]);

  assert.deepEqual(states(rows), ['3 failed', '2 completed', '1 completed']);
});

test('a row that is no longer on the newest page is read alone only while it may change', () => {
  const shown = [run(3, 'running'), run(2, 'waiting'), run(1, 'completed')];

  assert.deepEqual(runsToFollow(shown, [run(3, 'running')]), ['2']);
});

test('runs that came since are counted, also those of more digits, and more than a page is said to be more', () => {
  const shown = { items: [run(99, 'completed')], next: null };

  assert.deepEqual(
    newRuns(shown, { items: [run(101, 'pending'), run(100, 'pending'), run(99, 'completed')], next: '99' }),
    {
      count: 2,
      more: false,
    },
  );
  assert.deepEqual(newRuns(shown, { items: [run(300, 'pending')], next: '300' }), { count: 1, more: true });
  assert.deepEqual(newRuns({ items: [], next: null }, { items: [run(1, 'pending')], next: null }), {
    count: 1,
    more: false,
  });
});

test('the filters travel in the address; nonsense counts as none, and a change starts at the newest page', () => {
  const filter = runListFilter(
    new URLSearchParams('state=failed,purple,partial&trigger=cli&store=tienda_01&since=x&after=7'),
  );

  assert.deepEqual(filter, {
    ...everyRun,
    state: ['partial', 'failed'],
    trigger: 'cli',
    store: 'tienda_01',
    after: '7',
  });
  assert.deepEqual(filterInUrl({ state: ['failed'], job: null }), { after: null, state: 'failed', job: null });
  assert.deepEqual(
    [isFiltered(everyRun), isFiltered({ ...everyRun, after: '7' }), isFiltered(filter)],
    [false, false, true],
  );
});

test('only a run that goes can be cancelled, and only an ended one with something to retry retried', () => {
  const failed = run(1, 'failed', { steps: { ...counts, failed: 2 } });

  assert.deepEqual([canBe('cancel', run(1, 'waiting')), canBe('cancel', failed)], [true, false]);
  assert.deepEqual([canBe('retry', failed), canBe('retry', run(1, 'completed'))], [true, false]);
});
