import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { linkProbes, links } from '#db/schema/links';
import { stores } from '#db/schema/stores';
import { slotLetters, slotMinutes, stripSlots } from '#lib/contract/connectivity';
import { type Link, nextLink, type Try } from '#lib/links/next-link';
import { slotOf, stripStart } from '#lib/links/strip';

export type Recorded = { before: Link; after: Link };

/** Puts a try on record and answers what it changed. A store that is gone by now has no link: null. */
export function recordTry(db: Db, storeId: string, tried: Try, everyMs: number): Promise<Recorded | null> {
  return db.transaction(async (tx) => {
    const phase = await phaseOf(tx, storeId);
    if (phase === null) return null;
    await tx.insert(links).values({ storeId }).onConflictDoNothing();
    const [before] = await tx.select(linkColumns).from(links).where(eq(links.storeId, storeId)).for('update');
    if (!before) return null;
    const { at, failure, tcpMs, loginMs } = tried;
    await tx.insert(linkProbes).values({ storeId, at, ok: failure === null, tcpMs, loginMs, error: failure });
    const after = nextLink(before, tried, { everyMs, phase });
    await tx
      .update(links)
      .set({ ...after, ...(await lastDayOf(tx, storeId, at)) })
      .where(eq(links.storeId, storeId));
    return { before, after };
  });
}

const linkColumns = {
  state: links.state,
  since: links.since,
  failures: links.failures,
  circuit: links.circuit,
  failure: links.failure,
  tcpMs: links.tcpMs,
  loginMs: links.loginMs,
  lastProbeAt: links.lastProbeAt,
  lastOkAt: links.lastOkAt,
  nextProbeAt: links.nextProbeAt,
};

/** The store's place among all, from 0 to 1; null when there is no such store. Locked, so that it stays while we write. */
async function phaseOf(tx: Db, storeId: string): Promise<number | null> {
  const [store] = await tx.select({ id: stores.id }).from(stores).where(eq(stores.id, storeId)).for('key share');
  if (!store) return null;
  const [place] = await tx
    .select({ phase: sql<number>`(count(*) filter (where ${stores.id} < ${storeId}))::float8 / count(*)` })
    .from(stores);
  return place?.phase ?? 0;
}

const letters = sql.raw(
  `case when good > 0 and bad > 0 then '${slotLetters.mixed}' when good > 0 then '${slotLetters.up}'
        when bad > 0 then '${slotLetters.down}' else '${slotLetters.unknown}' end`,
);

/** The strip of 24 hours and the median login, counted anew from the store's own tries. */
const lastDaySql = (storeId: string, from: Date) => sql`
  with tries as (
    select (extract(epoch from at - ${from.toISOString()}::timestamptz) / ${slotMinutes * 60})::numeric as slot, ok, login_ms
    from link_probes
    where store_id = ${storeId} and at >= ${from.toISOString()}::timestamptz
  ),
  slots as (
    select floor(slot)::int as slot, count(*) filter (where ok) as good, count(*) filter (where not ok) as bad
    from tries
    group by 1
  )
  select (select string_agg(${letters}, '' order by number)
          from generate_series(0, ${stripSlots - 1}) as number
          left join slots on slots.slot = number)                                        as "strip",
         (select round(percentile_cont(0.5) within group (order by login_ms))::int
          from tries
          where login_ms is not null)                                                    as "medianLoginMs"`;

async function lastDayOf(tx: Db, storeId: string, at: Date) {
  type LastDay = { strip: string; medianLoginMs: number | null };
  const [row] = await tx.execute<LastDay>(lastDaySql(storeId, stripStart(at)));
  return { strip: row?.strip ?? '', medianLoginMs: row?.medianLoginMs ?? null, stripAt: slotOf(at) };
}
