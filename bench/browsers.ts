import { setTimeout as delay } from 'node:timers/promises';
import { startHomeWorld } from '#bench/home-world';
import { cpuSeconds, percentile, report } from '#bench/report';
import { callEndpoint } from '#lib/contract/call';
import { addDays } from '#lib/contract/day';
import { alertSummary } from '#lib/contract/endpoints/alerts';
import { connectivity } from '#lib/contract/endpoints/connectivity';
import { etlSchedulerStatus } from '#lib/contract/endpoints/etl';
import { dailySummaries, salesOverview } from '#lib/contract/endpoints/gaps';
import { listRuns, readLogs } from '#lib/contract/endpoints/runs';
import { stockOverview } from '#lib/contract/endpoints/stock';
import { salesMatrix } from '#lib/contract/endpoints/store-days';

const browsers = 100;
const minutes = Number(process.env.BENCH_MINUTES ?? 10);
const logEveryMs = 2000;
/** What the home page asks again and again while nothing is going on, as often as lib/client says. */
const homeQueries: { everyMs: number; ask: () => Promise<unknown> }[] = [
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, salesOverview) },
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, etlSchedulerStatus) },
  { everyMs: 15_000, ask: () => callEndpoint(fetch, url, salesMatrix, { query: matrixPeriod }) },
  { everyMs: 15_000, ask: () => callEndpoint(fetch, url, connectivity) },
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, listRuns, { query: { limit: 50 } }) },
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, listRuns, { query: { ...recoveries, state: openStates } }) },
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, listRuns, { query: { ...recoveries, state: endStates } }) },
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, stockOverview) },
  { everyMs: 10_000, ask: () => callEndpoint(fetch, url, alertSummary) },
  { everyMs: 60_000, ask: () => callEndpoint(fetch, url, dailySummaries, { query: { limit: 14 } }) },
];
const recoveries = { job: 'sales.load', trigger: 'recovery', limit: 5 } as const;
const openStates = 'pending,running,waiting';
const endStates = 'completed,partial,failed,cancelled';

const world = await startHomeWorld();
const { url, pid } = world.product;
const cookie = await world.product.signIn();
/** With a session, as browsers have one. */
const fetch: typeof world.product.fetch = (address, init) => {
  const headers = new Headers(init?.headers);
  headers.set('cookie', cookie);
  return globalThis.fetch(address, { ...init, headers });
};
const matrixPeriod = { from: addDays(world.fleet.today, -90), to: addDays(world.fleet.today, -1) };
const endAt = Date.now() + minutes * 60_000;
const answerMs: number[] = [];

/** Repeats a call at a steady pace, from its own moment on, so that the browsers do not ask in step. */
async function poll(everyMs: number, firstAfterMs: number, call: () => Promise<unknown>): Promise<void> {
  await delay(firstAfterMs);
  while (Date.now() < endAt) {
    const startedAt = performance.now();
    await call();
    const tookMs = performance.now() - startedAt;
    answerMs.push(tookMs);
    await delay(Math.max(0, everyMs - tookMs));
  }
}

/** One browser on the home page with a run's log open: the log by its cursor, and all that the page renews. */
function browse(index: number): Promise<unknown> {
  let after: string | null = null;
  const log = async () => {
    const place = after === null ? { tail: true } : { after };
    const page = await callEndpoint(fetch, url, readLogs, {
      params: { id: world.runId },
      query: { ...place, limit: 500 },
    });
    after = page.next;
  };
  return Promise.all([
    poll(logEveryMs, (index * logEveryMs) / browsers, log),
    ...homeQueries.map(({ everyMs, ask }) => poll(everyMs, (index * everyMs) / browsers, ask)),
  ]);
}

try {
  const [cpuBefore, startedAt] = [cpuSeconds(pid), performance.now()];
  await Promise.all(Array.from({ length: browsers }, (_, index) => browse(index)));
  const share = (cpuSeconds(pid) - cpuBefore) / ((performance.now() - startedAt) / 1000);
  const bench = 'browsers';
  report({
    bench,
    figure: `CPU of the server, ${minutes} minutes`,
    value: share,
    unit: 'cores',
    bound: { atMost: 0.5 },
  });
  report({ bench, figure: 'answers, p95', value: percentile(answerMs, 95), unit: 'ms' });
} finally {
  await world.end();
}
