import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { addDays } from '#lib/contract/day';
import type { StoreTest, TestStage } from '#lib/contract/store';
import { AppError } from '#lib/errors';
import { judgeQuery, queryProblems } from '#lib/sources/check-query';
import { type SourceLimits, usualPort } from '#lib/sources/connection-settings';
import { firstPage } from '#lib/sources/extract-rows';
import { instancePort } from '#lib/sources/instance-port';
import type { SourcePeriod, SourceShape, StoreConnection, TestShapes } from '#lib/sources/source';
import { checkColumns, columnsError } from '#lib/sources/sql-server-columns';
import { type Answer, connectStore, type StoreLink } from '#lib/sources/sql-server-connection';
import { sourceError } from '#lib/sources/sql-server-errors';
import { aboutServerSql, countSql, shapeSql } from '#lib/sources/sql-server-query';
import { askFigures, periodParameters, queryOf, type SessionContext } from '#lib/sources/sql-server-session';

const stageNames = ['resolve', 'tcp', 'login', 'query', 'columns', 'stock'] as const;
type StageName = (typeof stageNames)[number];

type Testing = {
  store: StoreConnection;
  stages: TestStage[];
  address: string | null;
  version: string | null;
  clock: number | null;
};

/** Goes through the stages of reaching a store until one fails; what comes after it is not tried. */
export async function testStore(store: StoreConnection, shapes: TestShapes, limits: SourceLimits): Promise<StoreTest> {
  const testing: Testing = { store, stages: [], address: null, version: null, clock: null };
  try {
    await runStages(testing, shapes, limits);
  } catch (error) {
    testing.stages.push({
      stage: stageNames[testing.stages.length] ?? 'stock',
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

async function runStages(testing: Testing, { sales, stock }: TestShapes, limits: SourceLimits): Promise<void> {
  const { store } = testing;
  mustBeSelect(store);
  testing.address = await stage(testing, 'resolve', async () => (await lookup(store.host)).address, String);
  await stage(testing, 'tcp', () => knock(store, limits), String);
  const signal = AbortSignal.timeout(limits.connectTimeoutMs * 2);
  const link = await stage(
    testing,
    'login',
    () => connectStore(store, limits, signal),
    ({ protocol }) => `as ${store.username}, ${protocol ?? 'without encryption'}`,
  );
  try {
    await askServer(testing, link);
    const { metadata } = await stage(
      testing,
      'query',
      () => tryQuery(testing, link, sales),
      ({ rows }) => `${rows} rows of yesterday${warningsOf(store, sales)}`,
    );
    await stage(
      testing,
      'columns',
      () => tryColumns(testing, { link, limits, shape: sales }, metadata),
      (count) => `all ${count} are there`,
    );
    await stage(
      testing,
      'stock',
      () => tryStock(testing, { link, limits, shape: stock }),
      (rows) => `${rows} products${warningsOf(store, stock)}`,
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

/** Whether somebody listens: at the store's own port, or at the one that the host says its instance has. */
async function knock(store: StoreConnection, limits: SourceLimits): Promise<string> {
  const { instance } = store;
  const timeoutMs = limits.connectTimeoutMs;
  const signal = AbortSignal.timeout(timeoutMs * 2);
  const port =
    instance === null ? (store.port ?? usualPort) : await instancePort(store, instance, { timeoutMs, signal });
  const socket = connect({ host: store.host, port });
  socket.setTimeout(limits.connectTimeoutMs, () =>
    socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
  );
  try {
    await once(socket, 'connect');
    return `${instance === null ? '' : `instance ${instance}: `}port ${port} answers`;
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

/** What a person should know of a query that was let through. */
function warningsOf(store: StoreConnection, shape: SourceShape): string {
  const { warning } = judgeQuery(queryOf({ store, shape }));
  return warning === null ? '' : ` (${warning})`;
}

/** Refused before anything is sent: the check of every load, and that of the parser. */
function mustBeSelect(store: StoreConnection): void {
  const [problem] = queryProblems(store);
  if (problem)
    throw new AppError('source_rejected', `${store.name}: ${problem.path}: ${problem.message}`, {
      params: { store: store.id, why: 'syntax' },
    });
}

/** The shape of the answer, and the rows of yesterday by the server's own clock. */
async function tryQuery(
  { store, clock }: Testing,
  link: StoreLink,
  shape: SourceShape,
): Promise<{ metadata: Answer['metadata']; rows: number }> {
  const parameters = periodParameters(store, yesterdayBy(clock));
  const { metadata } = await link.query({ sql: shapeSql(queryOf({ store, shape })), parameters, isInstant: true });
  const { rows } = await link.query({ sql: countSql(queryOf({ store, shape })), parameters });
  return { metadata, rows: Number(rows[0]?.[0] ?? 0) };
}

type Asking = Pick<SessionContext, 'link' | 'limits' | 'shape'>;

/** The columns fit, and the server takes what a load will ask: the proof, and a page of one row. */
async function tryColumns({ store, clock }: Testing, asking: Asking, metadata: Answer['metadata']): Promise<number> {
  const { columns, problems } = checkColumns(metadata, asking.shape);
  if (problems.length > 0) throw columnsError({ store, shape: asking.shape }, problems);
  const context = { ...asking, store, columns };
  const period = yesterdayBy(clock);
  await askFigures(context, period);
  await asking.link.query(firstPage(context, period, 1));
  return columns.length;
}

/** The stock has a query of its own: its columns, and that the server takes what a snapshot asks. */
async function tryStock(testing: Testing, asking: Asking): Promise<number> {
  const { metadata, rows } = await tryQuery(testing, asking.link, asking.shape);
  await tryColumns(testing, asking, metadata);
  return rows;
}
