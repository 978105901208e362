import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { median, report } from '#bench/report';
import { batchDay, batchRows, salesBatchFrom } from '#bench/sales-batches';
import type { ColumnBatch } from '#lib/columns/batch';
import { createLog } from '#lib/log';
import { salesDataset } from '#lib/sales/sales-dataset';
import { openWarehouse } from '#lib/warehouse/open';

const rows = 1_000_000;
const rounds = 5;
const threads = 2;

const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-load-'));
const batches = Array.from({ length: rows / batchRows }, (_, index) => salesBatchFrom(index * batchRows));

type Loaded = { seconds: number; delayP999Ms: number; delayMaxMs: number };

/** Rows in memory to a checkpointed file: with checks, count, proof and ledger, as in a real load. */
async function load(file: string, arriving: ColumnBatch[]): Promise<Loaded> {
  const warehouse = await openWarehouse({
    file,
    datasets: [salesDataset],
    memoryMb: 1024,
    threads,
    log: createLog('warn'),
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  await warehouse.replaceSlice({
    dataset: salesDataset,
    slice: { storeId: 'tienda_01', day: batchDay },
    writer: { runId: '1', stepId: '1', attempt: 1, source: 'bench' },
    signal: new AbortController().signal,
    fill: async (append) => {
      for (const batch of arriving) await append(batch);
    },
    prove: async ({ arrived }) => ({ keep: 'new', state: 'verified', sourceFigures: arrived }),
  });
  await warehouse.close();
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  return { seconds, delayP999Ms: delay.percentile(99.9) / 1e6, delayMaxMs: delay.max / 1e6 };
}

/** The same rows by DuckDB's own means, into an empty table of the same file format. */
async function peer(file: string, parquet: string): Promise<number> {
  const instance = await DuckDBInstance.create(file, { threads: String(threads), memory_limit: '1024MB' });
  const connection = await instance.connect();
  await connection.run(`create table ventas_raw as from '${parquet}' limit 0`);
  await connection.run('checkpoint');
  const startedAt = performance.now();
  await connection.run(`insert into ventas_raw select * from '${parquet}'`);
  await connection.run('checkpoint');
  connection.closeSync();
  instance.closeSync();
  return (performance.now() - startedAt) / 1000;
}

async function writeParquet(file: string, parquet: string): Promise<void> {
  const instance = await DuckDBInstance.create(file, { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run(`copy ventas_raw to '${parquet}' (format parquet, compression zstd)`);
  connection.closeSync();
  instance.closeSync();
}

try {
  const parquet = join(folder, 'rows.parquet');
  await load(join(folder, 'first.db'), structuredClone(batches));
  await writeParquet(join(folder, 'first.db'), parquet);
  const ours: Loaded[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const file = join(folder, `${round}.db`);
    // Appending moves the buffers away, so every round needs its own; copied before the clock starts.
    ours.push(await load(file, structuredClone(batches)));
    rmSync(file);
    peers.push(await peer(file, parquet));
    rmSync(file);
  }
  report({
    bench: 'load',
    figure: 'rows in memory to a committed, counted and checkpointed file, 2 threads',
    value: rows / median(ours.map(({ seconds }) => seconds)),
    unit: 'rows/s',
    against: { name: 'INSERT … SELECT from Parquet, 2 threads', value: rows / median(peers) },
    bound: { atLeast: 0.65 },
  });
  report({
    bench: 'load',
    figure: 'event-loop delay p99.9 of the loading process, median of rounds',
    value: median(ours.map(({ delayP999Ms }) => delayP999Ms)),
    unit: 'ms',
    bound: { atMost: 20 },
  });
  report({
    bench: 'load',
    figure: 'longest stall of the event loop, worst round',
    value: Math.max(...ours.map(({ delayMaxMs }) => delayMaxMs)),
    unit: 'ms',
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
