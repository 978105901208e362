import { benchEngine, ended } from '#bench/engine-node';
import { median, report } from '#bench/report';
import type { Database } from '#db/open';

const steps = 3000;
const rounds = 5;

/** Empty steps per second from the start of a run to its end: planned, claimed, run, ended. */
export async function stepRate(database: Database): Promise<void> {
  const engine = await benchEngine(database);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const { runId } = await engine.startRun({
      job: 'bench.empty',
      input: { steps },
      trigger: 'api',
      requestedBy: null,
    });
    await ended(database, runId);
    rates.push(steps / ((performance.now() - startedAt) / 1000));
  }
  await engine.drain(1000);
  report({
    bench: 'engine',
    figure: 'empty steps, end to end',
    value: median(rates),
    unit: 'steps/s',
    bound: { atLeast: 1200 },
  });
}
