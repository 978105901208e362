import type { RunFilter } from '#lib/contract/endpoints/runs';
import { type Id, Instant } from '#lib/contract/page';
import { endedRunStates, type Run, type RunPage, RunState, Trigger } from '#lib/contract/run';
import { StoreId } from '#lib/contract/store';

/** Filters of the run list as the URL holds them; an unknown value counts as none. */
export type RunListFilter = {
  state: readonly RunState[] | null;
  job: string | null;
  trigger: Trigger | null;
  schedule: string | null;
  store: StoreId | null;
  since: Instant | null;
  until: Instant | null;
  after: string | null;
};

export const everyRun: RunListFilter = {
  state: null,
  job: null,
  trigger: null,
  schedule: null,
  store: null,
  since: null,
  until: null,
  after: null,
};

type SearchParams = { get: (name: string) => string | null };

export function runListFilter(search: SearchParams): RunListFilter {
  const named = (search.get('state') ?? '').split(',');
  const states = RunState.options.filter((state) => named.includes(state));
  return {
    state: states.length === 0 || states.length === RunState.options.length ? null : states,
    job: search.get('job') || null,
    trigger: Trigger.safeParse(search.get('trigger')).data ?? null,
    schedule: search.get('schedule') || null,
    store: StoreId.safeParse(search.get('store')).data ?? null,
    since: Instant.safeParse(search.get('since')).data ?? null,
    until: Instant.safeParse(search.get('until')).data ?? null,
    after: /^\d{1,18}$/.test(search.get('after') ?? '') ? search.get('after') : null,
  };
}

/** A change of the filters as parameters of the address; it starts the list at its newest page. */
export function filterInUrl(change: Partial<RunListFilter>): Record<string, string | null> {
  const { state, ...others } = change;
  return { after: null, ...others, ...(state === undefined ? {} : { state: state?.join(',') ?? null }) };
}

export function isFiltered({ after: _, ...filter }: RunListFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}

type OnWire = Omit<Partial<RunFilter>, 'state'> & { state?: string };

/** The filter as the list's route takes it, without its page. */
export function choiceOnWire({ state, job, trigger, schedule, store, since, until }: RunListFilter): OnWire {
  return {
    ...(state ? { state: state.join(',') } : {}),
    ...(job ? { job } : {}),
    ...(trigger ? { trigger } : {}),
    ...(schedule ? { schedule } : {}),
    ...(store ? { store } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
  };
}

/** How many runs a list shows at once. */
export const runsOfAPage = 50;

export function runListParams(filter: RunListFilter, limit = runsOfAPage) {
  return { limit, ...choiceOnWire(filter), ...(filter.after ? { after: filter.after } : {}) };
}

/**
 * The rows that are on screen, each as it is now, in the places that they had: what the newest page says of them, else
 * what was read of them alone. A row that the filter no longer lets through stays until the list is read anew.
 */
export function rowsInPlace(shown: readonly Run[], newest: readonly Run[], alone: readonly Run[]): Run[] {
  const known = new Map([...alone, ...newest].map((run) => [run.id, run]));
  return shown.map((run) => known.get(run.id) ?? run);
}

/** Rows that the newest page no longer has and that may still change: they are read one by one. */
export function runsToFollow(shown: readonly Run[], newest: readonly Run[]): Id[] {
  const there = new Set(newest.map(({ id }) => id));
  return shown.filter((run) => !there.has(run.id) && goes(run)).map(({ id }) => id);
}

/** How many runs came since the list was shown; `more`: at least so many. */
export function newRuns(shown: RunPage, newest: RunPage): { count: number; more: boolean } {
  const top = shown.items[0]?.id;
  const newer = newest.items.filter(({ id }) => top === undefined || BigInt(id) > BigInt(top));
  return { count: newer.length, more: newest.next !== null && newer.length === newest.items.length };
}

/** What can be done with a run from the list. */
export function canBe(act: 'cancel' | 'retry', run: Run): boolean {
  if (act === 'cancel') return goes(run) && run.cancelRequestedAt === null;
  return !goes(run) && run.steps.failed + run.steps.cancelled > 0;
}

function goes({ state }: Run): boolean {
  return !endedRunStates.includes(state);
}
