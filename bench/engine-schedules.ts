import { setTimeout as delay } from 'node:timers/promises';
import { benchEngine } from '#bench/engine-node';
import { report } from '#bench/report';
import type { Database } from '#db/open';

const bench = 'engine';
const dueAtOnce = 1000;
const kept = 10_000;
const settleMs = 3000;

/** A thousand schedules due in the same second; and the memory that ten thousand cost the process. */
export async function scheduleFigures(database: Database): Promise<void> {
  await insertSchedules(database, kept);
  const without = await benchEngine(database);
  const before = await settledMb();
  await without.drain(1000);
  const engine = await benchEngine(database, { schedules: true });
  const after = await settledMb();
  report({ bench, figure: '10,000 schedules', value: Math.max(0, after - before), unit: 'MB', bound: { atMost: 50 } });

  const slotAt = await makeDue(database);
  await delay(slotAt.getTime() - Date.now());
  while ((await runsOf(database, slotAt)) < dueAtOnce) await delay(5);
  const [last] = await database.sql<{ late: number }[]>`
    select extract(epoch from max(created_at) - ${slotAt.toISOString()}::timestamptz)::float8 as late
    from runs
    where slot_at = ${slotAt.toISOString()}`;
  report({
    bench,
    figure: '1,000 schedules due at once, the last run',
    value: last?.late ?? Number.NaN,
    unit: 's',
    bound: { atMost: 2 },
  });
  await engine.drain(5000);
}

async function insertSchedules({ sql }: Database, count: number): Promise<void> {
  await sql`
    insert into schedules (id, job, cron, zone, enabled, missed, grace_minutes, overlap, cursor_at, next_at)
    select 'schedule-' || n, 'bench.empty', (n % 60) || ' ' || (n % 24) || ' 1 1 *', 'America/Caracas', true, 'last', 30, 'skip',
           now(), now() + interval '100 days'
    from generate_series(1, ${count}::integer) n`;
}

/** The next whole minute, at least two seconds away, for the first thousand. */
async function makeDue({ sql }: Database): Promise<Date> {
  const slotAt = new Date(Math.ceil((Date.now() + 2000) / 60_000) * 60_000);
  const cron = `${slotAt.getUTCMinutes()} ${slotAt.getUTCHours()} * * *`;
  await sql`
    update schedules
    set cron = ${cron}, zone = 'UTC', cursor_at = now(), next_at = ${slotAt.toISOString()}
    where id in (select id from schedules order by id limit ${dueAtOnce}::integer)`;
  return slotAt;
}

async function runsOf({ sql }: Database, slotAt: Date): Promise<number> {
  const [count] = await sql<{ runs: number }[]>`
    select count(*)::integer as runs
    from runs
    where slot_at = ${slotAt.toISOString()}`;
  return count?.runs ?? 0;
}

async function settledMb(): Promise<number> {
  await delay(settleMs);
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}
