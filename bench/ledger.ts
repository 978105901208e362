import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { median, report } from '#bench/report';
import { salesBatchOf } from '#bench/sales-batches';
import { addDays } from '#lib/contract/day';
import { createLog } from '#lib/log';
import { salesDataset } from '#lib/sales/sales-dataset';
import { openWarehouse } from '#lib/warehouse/open';
import type { Warehouse } from '#lib/warehouse/warehouse';

const stores = 16;
const days = 1096;
const rowsPerStoreDay = Number(process.env.LEDGER_ROWS_PER_STORE_DAY ?? 4676);
const firstDay = '2022-11-01';
const rounds = 15;
const dayRows = 30_000;

const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-ledger-'));
const file = join(folder, 'sales.db');

function open(): Promise<Warehouse> {
  return openWarehouse({ file, datasets: [salesDataset], memoryMb: 1024, threads: 2, log: createLog('warn') });
}

// Each thirtieth of the rows lies in order of day and store, as daily loads leave it; one store-day in a hundred is missing.
const chunkDays = 32;
const rowsSql = `
  insert into ventas_raw
  select printf('tienda_%02d', 1 + store), day, day::timestamp + to_seconds(line * 9), 'C' || line % 8,
         'F' || lpad((line // 6)::varchar, 9, '0'), (line % 6)::integer,
         'P' || product, 'PRODUCTO DE LA CASA NUMERO ' || product, 'CATEGORIA ' || product % 12,
         1 + line % 9, product / 7, product / 9, 0, line % 16, (h % 2000000)::bigint / 10000,
         'USD', 36.5, 'V-' || h % 900000, 'VENDEDOR ' || line % 30, line % 100 = 0, now()
  from (
    select '${firstDay}'::date + d.range::integer as day, s.range as store, l.range as line,
           hash(d.range, s.range, l.range) as h, hash(d.range, s.range, l.range) % 3000 as product
    from range($from, $to) d, range(${stores}) s, range(${rowsPerStoreDay}) l
    where hash(d.range, s.range) % 100 <> 0
  )
  order by day, store`;

const ledgerSql = `
  insert into slice_ledger
  select 'ventas', ubicacion_id, fecha, 'sql-server', 'verified',
         count(*), sum(cantidad), sum(total), count(distinct numero_factura),
         count(*), sum(cantidad), sum(total), count(distinct numero_factura), 0, 1, 1, 1, now()
  from ventas_raw
  where fecha between '${firstDay}'::date + $from::integer and '${firstDay}'::date + ($to::integer - 1)
  group by ubicacion_id, fecha`;

/** Fills the file by DuckDB's own means; about three minutes and 4 GB for the full size. */
async function makeFile(): Promise<number> {
  await (await open()).close();
  const instance = await DuckDBInstance.create(file, { threads: '2', memory_limit: '3GB' });
  const connection = await instance.connect();
  for (let from = 0; from < days; from += chunkDays) {
    const period = { from, to: Math.min(days, from + chunkDays) };
    await connection.run(rowsSql, period);
    await connection.run(ledgerSql, period);
  }
  await connection.run('checkpoint');
  const reader = await connection.runAndReadAll('select count(*)::double from ventas_raw');
  connection.closeSync();
  instance.closeSync();
  return Number(reader.getRowsJson()[0]?.[0]);
}

// Ranges of days without a slice, per store, of everything expected since the first day.
function gapsSql(present: string): string {
  return `
    with expected as (
      select printf('tienda_%02d', 1 + s.range) as store_id, '${firstDay}'::date + d.range::integer as day
      from range(${stores}) s, range(${days}) d
    ),
    missing as (
      select store_id, day, day - row_number() over (partition by store_id order by day)::integer as island
      from expected anti join (${present}) held using (store_id, day)
    )
    select store_id, min(day)::varchar as from_day, max(day)::varchar as to_day, count(*)::integer as days
    from missing
    group by store_id, island
    order by store_id, from_day`;
}

const fromLedger = gapsSql(`select store_id, day from slice_ledger where dataset = 'ventas'`);
const fromRows = gapsSql('select distinct ubicacion_id as store_id, fecha as day from ventas_raw');

async function timesOf(runs: number, run: (round: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < runs; round++) times.push(await run(round));
  return median(times.slice(1));
}

async function readMs(warehouse: Warehouse, sql: string): Promise<number> {
  const startedAt = performance.now();
  await warehouse.read(sql);
  return performance.now() - startedAt;
}

/** Milliseconds from the last row's arrival to the committed slice: delete, insert, count, proof, ledger, commit. */
async function replaceMs(warehouse: Warehouse, round: number): Promise<number> {
  const day = addDays(firstDay, 100 + round * 50);
  const batch = salesBatchOf(0, dayRows, day);
  let arrivedAt = 0;
  await warehouse.replaceSlice({
    dataset: salesDataset,
    slice: { storeId: 'tienda_05', day },
    writer: { runId: '2', stepId: String(round + 2), attempt: 1, source: 'bench' },
    signal: new AbortController().signal,
    fill: async (append) => {
      await append(batch);
      arrivedAt = performance.now();
    },
    prove: async ({ arrived }) => ({ keep: 'new', state: 'verified', sourceFigures: arrived }),
  });
  return performance.now() - arrivedAt;
}

try {
  const startedAt = performance.now();
  const rows = await makeFile();
  console.log(`made ${rows} rows in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  const warehouse = await open();
  try {
    const beside = `beside ${rows} rows`;
    report({
      bench: 'ledger',
      figure: `gaps of ${stores} stores × 3 years from the ledger, ${beside}`,
      value: await timesOf(rounds, () => readMs(warehouse, fromLedger)),
      unit: 'ms',
      bound: { atMost: 10 },
    });
    report({
      bench: 'ledger',
      figure: 'the same from the rows themselves',
      value: await timesOf(4, () => readMs(warehouse, fromRows)),
      unit: 'ms',
    });
    report({
      bench: 'ledger',
      figure: `replacing a day by ${dayRows} rows ${beside}, transaction p50`,
      value: await timesOf(rounds, (round) => replaceMs(warehouse, round)),
      unit: 'ms',
      bound: { atMost: 100 },
    });
  } finally {
    await warehouse.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
