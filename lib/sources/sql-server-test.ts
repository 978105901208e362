import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { addDays } from '#lib/contract/day';
import type { StoreTest, TestStage } from '#lib/contract/store';
import type { SourceLimits } from '#lib/sources/connection-settings';
import { firstPage } from '#lib/sources/extract-rows';
import type { SourcePeriod, SourceShape, StoreConnection } from '#lib/sources/source';
import { checkColumns, columnsError } from '#lib/sources/sql-server-columns';
import { type Answer, connectStore, type StoreLink } from '#lib/sources/sql-server-connection';
import { sourceError } from '#lib/sources/sql-server-errors';
import { aboutServerSql, countSql, shapeSql } from '#lib/sources/sql-server-query';
import { askFigures, periodParameters, queryOf, type SessionContext } from '#lib/sources/sql-server-session';

const stageNames = ['resolve', 'tcp', 'login', 'query', 'columns'] as const;
type StageName = (typeof stageNames)[number];

type Testing = {
  store: StoreConnection;
  stages: TestStage[];
  address: string | null;
  version: string | null;
  clock: number | null;
};

/** Goes through the stages of reaching a store until one fails; what comes after it is not tried. */
export async function testStore(store: StoreConnection, shape: SourceShape, limits: SourceLimits): Promise<StoreTest> {
  const testing: Testing = { store, stages: [], address: null, version: null, clock: null };
  try {
    await runStages(testing, shape, limits);
  } catch (error) {
    testing.stages.push({
      stage: stageNames[testing.stages.length] ?? 'columns',
      ok: false,
      ms: null,
      message: sourceError(error, store).message,
    });
  }
  const { stages, address, version, clock } = testing;
  for (const stage of stageNames.slice(stages.length)) stages.push({ stage, ok: null, ms: null, message: 'not tried' });
  return {
    storeId: store.id,
    ok: stages.every(({ ok }) => ok === true),
    at: new Date().toISOString(),
    stages,
    address,
    serverVersion: version,
    clockDifferenceMs: clock,
  };
}

async function runStages(testing: Testing, shape: SourceShape, limits: SourceLimits): Promise<void> {
  const { store } = testing;
  testing.address = await stage(testing, 'resolve', async () => (await lookup(store.host)).address, String);
  await stage(testing, 'tcp', () => knock(store, limits), String);
  const signal = AbortSignal.timeout(limits.connectTimeoutMs * 2);
  const link = await stage(
    testing,
    'login',
    () => connectStore(store, limits, signal),
    () => `as ${store.username}`,
  );
  try {
    await askServer(testing, link);
    const { metadata } = await stage(
      testing,
      'query',
      () => tryQuery(testing, link),
      ({ rows }) => `${rows} rows of yesterday`,
    );
    await stage(
      testing,
      'columns',
      () => tryColumns(testing, { link, limits, shape }, metadata),
      (count) => `all ${count} are there`,
    );
  } finally {
    link.close();
  }
}

/** Runs one stage and puts its time and message on record. */
async function stage<Value>(
  testing: Testing,
  name: StageName,
  work: () => Promise<Value>,
  messageOf: (value: Value) => string,
): Promise<Value> {
  const started = performance.now();
  const value = await work();
  testing.stages.push({
    stage: name,
    ok: true,
    ms: Math.round(performance.now() - started),
    message: messageOf(value),
  });
  return value;
}

/** A named instance has no port that we know: the driver asks the server for it. */
async function knock(store: StoreConnection, limits: SourceLimits): Promise<string> {
  if (store.instance !== null) return 'a named instance: its port is asked for at the login';
  const port = store.port ?? 1433;
  const socket = connect({ host: store.host, port });
  socket.setTimeout(limits.connectTimeoutMs, () =>
    socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
  );
  try {
    await once(socket, 'connect');
    return `port ${port} answers`;
  } finally {
    socket.destroy();
  }
}

async function askServer(testing: Testing, link: StoreLink): Promise<void> {
  const asked = Date.now();
  const { rows } = await link.query({ sql: aboutServerSql, parameters: [], isInstant: true });
  const [version, utc] = (rows[0] ?? []).map(String);
  testing.version = version ?? null;
  const middle = (asked + Date.now()) / 2;
  testing.clock = Math.round(Date.parse(`${String(utc).slice(0, 23)}Z`) - middle);
}

function yesterdayBy(clock: number | null): SourcePeriod {
  const today = new Date(Date.now() + (clock ?? 0)).toISOString().slice(0, 10);
  return { from: addDays(today, -1), to: today };
}

/** The shape of the answer, and the rows of yesterday by the server's own clock. */
async function tryQuery(
  { store, clock }: Testing,
  link: StoreLink,
): Promise<{ metadata: Answer['metadata']; rows: number }> {
  const parameters = periodParameters(store, yesterdayBy(clock));
  const { metadata } = await link.query({ sql: shapeSql(queryOf(store)), parameters, isInstant: true });
  const { rows } = await link.query({ sql: countSql(queryOf(store)), parameters });
  return { metadata, rows: Number(rows[0]?.[0] ?? 0) };
}

type Asking = Pick<SessionContext, 'link' | 'limits' | 'shape'>;

/** The columns fit, and the server takes what a load will ask: the proof, and a page of one row. */
async function tryColumns({ store, clock }: Testing, asking: Asking, metadata: Answer['metadata']): Promise<number> {
  const { columns, problems } = checkColumns(metadata, asking.shape);
  if (problems.length > 0) throw columnsError(store.name, problems);
  const context = { ...asking, store, columns };
  const period = yesterdayBy(clock);
  await askFigures(context, period);
  await asking.link.query(firstPage(context, period, 1));
  return columns.length;
}
