import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { median, report, residentMb } from '#bench/report';
import { type Product, startProduct } from '#demo/product';
import { readiness } from '#lib/contract/endpoints/health';

const rounds = 5;
const settleMs = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-start-'));
const dataDir = join(folder, 'data');

type Start = { product: Product; seconds: number };

/** From the spawn to the first 200 of readiness. */
async function start(): Promise<Start> {
  const startedAt = performance.now();
  const product = await startProduct({ dataDir, env: { LOG_LEVEL: 'error' } });
  const response = await fetch(product.url + readiness.path);
  if (response.status !== 200) throw new Error(`readiness answers ${response.status}: ${await response.text()}`);
  return { product, seconds: (performance.now() - startedAt) / 1000 };
}

async function measure(end: (product: Product) => Promise<unknown>): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = await start();
    seconds.push(started.seconds);
    await end(started.product);
  }
  return seconds;
}

try {
  const first = await start();
  report({ bench: 'start', figure: 'ready on an empty folder', value: first.seconds, unit: 's' });
  await first.product.stop();
  // The first round still comes after a clean stop, the others after what the round before did to the server.
  const afterStop = await measure((product) => product.stop());
  const [, ...afterKill] = await measure((product) => product.kill());
  report({
    bench: 'start',
    figure: 'ready on an existing folder',
    value: median(afterStop),
    unit: 's',
    bound: { atMost: 3 },
  });
  report({ bench: 'start', figure: 'ready after kill -9', value: median(afterKill), unit: 's', bound: { atMost: 5 } });
  const { product } = await start();
  await delay(settleMs);
  const idle = residentMb(product.pid);
  report({ bench: 'start', figure: 'idle memory of the server', value: idle, unit: 'MB', bound: { atMost: 350 } });
  await product.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
