import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { LoopDelay } from '#bench/event-loop-probe';
import { startLoadingProduct } from '#bench/loading-product';
import { percentile, report } from '#bench/report';

const lines = 1_000_000;
const quietMs = 10_000;
const requestEveryMs = 20;
const loads = 5;

const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-loop-'));
const file = join(folder, 'delays.json');
const probe = pathToFileURL(join(import.meta.dirname, 'event-loop-probe.ts')).href;
const loading = await startLoadingProduct(lines, { NODE_OPTIONS: `--import ${probe}`, EVENT_LOOP_FILE: file });

type Phase = { loop: LoopDelay; requestMs: number[] };

/** Asks for the run list at a steady pace while `work` goes on. */
async function phase(work: () => Promise<unknown>): Promise<Phase> {
  await loopDelay();
  const requestMs: number[] = [];
  let going = true;
  const asking = (async () => {
    while (going) {
      const startedAt = performance.now();
      await (await loading.product.fetch(`${loading.product.url}/api/runs?limit=50`)).arrayBuffer();
      requestMs.push(performance.now() - startedAt);
      await delay(requestEveryMs);
    }
  })();
  await work();
  going = false;
  await asking;
  return { loop: await loopDelay(), requestMs };
}

/** What the server's main thread was delayed since the last call. */
async function loopDelay(): Promise<LoopDelay> {
  rmSync(file, { force: true });
  process.kill(loading.product.pid, 'SIGUSR2');
  for (;;) {
    await delay(20);
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if (!isUnfinished(error)) throw error;
    }
  }
}

/** The file is not there yet, or was read while it was written. */
function isUnfinished(error: unknown): boolean {
  return error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT');
}

try {
  // Once beforehand, so that neither phase pays for compiling.
  await phase(() => loading.load());
  const idle = await phase(() => delay(quietMs));
  const busy = await phase(async () => {
    for (let round = 0; round < loads; round++) await loading.load();
  });
  const bench = 'event-loop';
  const stall = { name: 'idle', value: idle.loop.maxMs };
  const request = { name: 'idle', value: percentile(idle.requestMs, 99) };
  report({ bench, figure: 'delay p99.9 while loading', value: busy.loop.p999Ms, unit: 'ms', bound: { atMost: 20 } });
  report({ bench, figure: 'longest stall while loading', value: busy.loop.maxMs, unit: 'ms', against: stall });
  report({
    bench,
    figure: 'GET run list p99 while loading',
    value: percentile(busy.requestMs, 99),
    unit: 'ms',
    against: request,
    bound: { atMost: 2 },
  });
} finally {
  await loading.end();
  rmSync(folder, { recursive: true, force: true });
}
