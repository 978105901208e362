import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { directConnection, loadOnce } from '#bench/load-once';
import { type Measurement, median, report } from '#bench/report';
import { spawnFleet } from '#demo/spawn-fleet';
import type { ColumnSpec } from '#lib/columns/batch';
import { readConfig } from '#lib/config';
import { salesColumns } from '#lib/sales/sales-columns';
import { createSources } from '#lib/sources/create-sources';
import type { StoreConnection } from '#lib/sources/source';
import { defaultQuery, wholeSql } from '#lib/sources/sql-server-query';

const run = promisify(execFile);
const rows = 1_000_000;
const rounds = 5;
const day = '2025-10-17';
const dayAfter = '2025-10-18';
const bench = 'end-to-end';
const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-end-to-end-'));
const sources = createSources({ config: readConfig({ DATA_DIR: folder }), connection: () => Promise.reject() });

type Measured = { seconds: number; cpu: number; serverCpu: number };

const sourceTypes = {
  date: 'date',
  timestamp: 'datetime2(6)',
  int32: 'int',
  int64: 'bigint',
  boolean: 'bit',
  text: 'nvarchar(120)',
};
const duckTypes = {
  date: 'date',
  timestamp: 'timestamp',
  int32: 'integer',
  int64: 'bigint',
  boolean: 'boolean',
  text: 'varchar',
};

function typeOf(spec: ColumnSpec, types: typeof sourceTypes): string {
  return spec.kind === 'decimal' ? `decimal(18,${spec.scale})` : types[spec.kind];
}

const queried = salesColumns.map((spec) => ({
  ...{ spec, name: spec.name, castTo: typeOf(spec, sourceTypes), compareAs: null },
}));

/** Tedious alone, in a process of its own, over the same select list. */
async function drain(store: StoreConnection): Promise<{ seconds: number; cpu: number }> {
  const request = JSON.stringify({ store, sql: wholeSql(defaultQuery, queried) });
  const { stdout } = await run(process.execPath, ['bench/tedious-drain.ts', request, day, dayAfter]);
  const drained: { rows: number; ms: number; cpuMs: number } = JSON.parse(stdout);
  if (drained.rows !== rows) throw new Error(`The drain counted ${drained.rows} rows`);
  return { seconds: drained.ms / 1000, cpu: drained.cpuMs / 1000 };
}

/** freebcp to a file, then DuckDB reads it into the same table. */
async function freebcp(store: StoreConnection, file: string): Promise<{ seconds: number; cpu: number }> {
  const out = join(folder, 'out.bcp');
  const query = defaultQuery.replace('@desde', `'${day}'`).replace('@hasta', `'${dayAfter}'`).replaceAll(/\s+/g, ' ');
  const login = ['-S', `${store.host}:${store.port}`, '-U', store.username, '-P', store.password, '-D', store.database];
  const environment = { ...process.env, TDSVER: '7.4', CLIENTCHARSET: 'UTF-8' };
  const instance = await DuckDBInstance.create(file, { threads: '2' });
  const connection = await instance.connect();
  const columns = salesColumns.map((spec) => `${spec.name} ${typeOf(spec, duckTypes)}`);
  await connection.run(
    `create table ventas_raw (ubicacion_id varchar, ${columns.join(', ')}, fecha_carga timestamptz)`,
  );
  const started = performance.now();
  await run('freebcp', [query, 'queryout', out, '-c', '-t', '|', ...login], { env: environment });
  await connection.run(readSql(out, store.id));
  await connection.run('checkpoint');
  const seconds = (performance.now() - started) / 1000;
  connection.closeSync();
  instance.closeSync();
  return { seconds, cpu: Number.NaN };
}

/** The sum of what was read must be a million rows too; freebcp writes a date with a time behind it. */
function readSql(out: string, storeId: string): string {
  const named = salesColumns.map(({ name }) => `'${name}': 'varchar'`).join(', ');
  const list = salesColumns.map((spec) => {
    if (spec.kind === 'boolean') return `${spec.name} = '1'`;
    return `${spec.kind === 'date' ? `left(${spec.name}, 10)` : spec.name}::${typeOf(spec, duckTypes)}`;
  });
  const read = `read_csv('${out}', delim = '|', header = false, quote = '', escape = '', columns = {${named}})`;
  return `insert into ventas_raw select '${storeId}', ${list.join(', ')}, now() from ${read}`;
}

const fleet = await spawnFleet(['--stores', '1', '--lines', String(rows), '--day', day], 'encoded-store.ts');

async function measured(work: () => Promise<{ seconds: number; cpu: number }>): Promise<Measured> {
  const { seconds: before } = await fleet.cpu();
  const done = await work();
  const { seconds: after } = await fleet.cpu();
  return { ...done, serverCpu: after - before };
}

try {
  const [first] = fleet.stores;
  if (!first) throw new Error('The fleet has no store');
  const store = directConnection(first);
  let files = 0;
  const file = () => join(folder, `${files++}.db`);
  const ours = () => loadOnce({ sources, store, day, file: file(), rows });
  // Compiles what is compiled once in a server's life, and lets the store encode its rows.
  await ours();
  await drain(store);
  const loads: Measured[] = [];
  const drains: Measured[] = [];
  const peers: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    drains.push(await measured(() => drain(store)));
    loads.push(await measured(ours));
    peers.push(await measured(() => freebcp(store, file())));
  }
  const of = (list: Measured[], key: keyof Measured) => median(list.map((one) => one[key]));
  const rate = (list: Measured[]) => rows / of(list, 'seconds');
  const figures: Omit<Measurement, 'bench'>[] = [
    {
      figure: 'store to proved slice',
      value: rate(loads),
      unit: 'rows/s',
      against: { name: 'bare tedious drain', value: rate(drains) },
      bound: { atLeast: 0.75 },
    },
    {
      figure: 'wall time',
      value: of(loads, 'seconds'),
      unit: 's',
      against: { name: 'freebcp to a file, then read_csv', value: of(peers, 'seconds') },
      bound: { atMost: 1 },
    },
    {
      figure: 'CPU of the client',
      value: of(loads, 'cpu'),
      unit: 's',
      against: { name: 'bare tedious drain', value: of(drains, 'cpu') },
    },
    {
      figure: 'CPU of the store',
      value: of(loads, 'serverCpu'),
      unit: 's',
      against: { name: 'bare tedious drain', value: of(drains, 'serverCpu') },
    },
  ];
  for (const figure of figures) report({ bench, ...figure });
} finally {
  await sources.close();
  await fleet.stop();
  rmSync(folder, { recursive: true, force: true });
}
