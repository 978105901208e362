import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

export type LoopDelay = { p999Ms: number; maxMs: number };

/** Loaded into the server by `--import`: SIGUSR2 writes the delays since the last signal to this file and starts anew. */
const file = process.env.EVENT_LOOP_FILE;

if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('SIGUSR2', () => {
    const measured: LoopDelay = { p999Ms: delay.percentile(99.9) / 1e6, maxMs: delay.max / 1e6 };
    writeFileSync(file, JSON.stringify(measured), { flush: true });
    delay.reset();
  });
}
