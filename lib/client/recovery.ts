import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { isEnded, runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { Day } from '#lib/contract/day';
import { planRecovery, recoveryProgress } from '#lib/contract/endpoints/recoveries';
import { listRuns, pauseRun, resumeRun, startRun } from '#lib/contract/endpoints/runs';
import type { RecoveryInput, RecoveryPlan } from '#lib/contract/recovery';
import type { Run } from '#lib/contract/run';
import type { LoadMode, LoadOrder } from '#lib/contract/sales';
import type { StoreId } from '#lib/contract/store';

const salesJob = 'sales.load';

/** What a person wants recovered: everything that is missing, or some stores over a period; no stores are all the active ones. */
export type RecoverySelection = 'all' | { stores: StoreId[]; from: Day; to: Day; mode?: LoadMode };

export type RecoveryChoices = { mode: LoadMode; order: LoadOrder };

export function recoveryPlanQuery(selection: RecoverySelection, { mode, order }: RecoveryChoices) {
  const { stores = [], ...period } = selection === 'all' ? {} : { ...selection, mode: undefined };
  const body = { ...(stores.length > 0 ? { stores } : {}), ...period, mode, order };
  return queryOptions({
    queryKey: [salesRoom, 'recovery-plan', body],
    queryFn: ({ signal }) => api(planRecovery, { body, signal }),
    // What a person looks at before confirming stays as it is while they read it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** `key` makes a second press, or a repeated request, answer the first one's run. */
export function startRecovery(input: RecoveryInput, { key, reason }: { key: string; reason: string | null }) {
  return api(startRun, {
    body: { job: salesJob, recovery: true, input: reason === null ? input : { ...input, confirm: true, reason } },
    headers: { 'idempotency-key': key },
  });
}

const liveMs = 2000;
const quietMs = 10_000;

/** The recoveries that are under way, newest first, and the last one that ended. */
export type Recoveries = { open: Run[]; ended: Run | null };

export const recoveriesQuery = queryOptions({
  queryKey: [runsRoom, 'recoveries'],
  queryFn: async ({ signal }): Promise<Recoveries> => {
    const query = { job: salesJob, trigger: 'recovery', limit: 5 } as const;
    const [open, ended] = await Promise.all([
      api(listRuns, { query: { ...query, state: 'pending,running,waiting' }, signal }),
      api(listRuns, { query: { ...query, limit: 1, state: 'completed,partial,failed,cancelled' }, signal }),
    ]);
    return { open: open.items, ended: ended.items[0] ?? null };
  },
  refetchInterval: ({ state }) => (state.data?.open.length ? liveMs : quietMs),
});

export function recoveryProgressQuery(id: string) {
  return queryOptions({
    queryKey: [runsRoom, 'recovery', id],
    queryFn: ({ signal }) => api(recoveryProgress, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isEnded(state.data.run) ? false : liveMs),
  });
}

export function pause(id: string) {
  return api(pauseRun, { params: { id } });
}

export function resume(id: string) {
  return api(resumeRun, { params: { id } });
}

/** The reasons why days are left out, with how many days of how many stores. */
export type LeftOutGroup = {
  why: RecoveryPlan['leftOut'][number]['why'];
  units: number;
  lines: RecoveryPlan['leftOut'];
};

/** What a person can do something about comes first, what is simply done last. */
const reasonOrder = ['on_hold', 'link_down', 'in_run', 'later', 'lost', 'closed', 'not_failed', 'verified'] as const;

export function leftOutGroups(leftOut: RecoveryPlan['leftOut']): LeftOutGroup[] {
  return reasonOrder.flatMap((why) => {
    const lines = leftOut.filter((line) => line.why === why);
    return lines.length === 0 ? [] : [{ why, units: lines.reduce((sum, { units }) => sum + units, 0), lines }];
  });
}

/** How many of a run's steps have ended, of those that are its own. */
export function shareDone({ steps }: Pick<Run, 'steps'>): { done: number; total: number } {
  const total = steps.total - steps.skipped;
  return { done: steps.completed + steps.failed + steps.cancelled, total };
}
