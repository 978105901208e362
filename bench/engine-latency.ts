import { setTimeout as delay } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { benchEngine, emptyJob, ended } from '#bench/engine-node';
import { percentile, report } from '#bench/report';
import type { Database } from '#db/open';

const bench = 'engine';
const starts = 300;
const warmUp = 30;
const betweenMs = 15;

/** From the call that starts a run to the first line of its step; and the same for a bare message of pg-boss. */
export async function startLatency(database: Database): Promise<void> {
  const ours = await engineLatencies(database);
  const theirs = await pgBossLatencies(database.url);
  for (const [p, atMost] of [
    [50, 10],
    [95, 25],
  ] as const) {
    const value = percentile(ours, p);
    report({ bench, figure: `start to step running, p${p}`, value, unit: 'ms', bound: { atMost } });
    report({
      bench,
      figure: `start to step running, p${p}, beside a bare message`,
      value,
      unit: 'ms',
      against: { name: 'pg-boss with notify', value: percentile(theirs, p) },
    });
  }
}

async function engineLatencies(database: Database): Promise<number[]> {
  let running: (() => void) | undefined;
  const engine = await benchEngine(database, { jobs: [emptyJob(() => running?.())] });
  const latencies: number[] = [];
  for (let start = 0; start < starts + warmUp; start += 1) {
    const isRunning = new Promise<void>((done) => {
      running = done;
    });
    const startedAt = performance.now();
    const { runId } = await engine.startRun({ job: 'bench.empty', input: {}, trigger: 'api', requestedBy: null });
    await isRunning;
    latencies.push(performance.now() - startedAt);
    await ended(database, runId);
    await delay(betweenMs);
  }
  await engine.drain(1000);
  return latencies.slice(warmUp);
}

async function pgBossLatencies(url: string): Promise<number[]> {
  const boss = new PgBoss({ connectionString: url, useListenNotify: true });
  await boss.start();
  await boss.createQueue('bench', { notify: true });
  let running: (() => void) | undefined;
  await boss.work('bench', { batchSize: 10 }, async () => running?.());
  const latencies: number[] = [];
  for (let start = 0; start < starts + warmUp; start += 1) {
    const isRunning = new Promise<void>((done) => {
      running = done;
    });
    const startedAt = performance.now();
    await boss.send('bench', { start });
    await isRunning;
    latencies.push(performance.now() - startedAt);
    await delay(betweenMs);
  }
  await boss.stop({ graceful: false });
  return latencies.slice(warmUp);
}
