import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { freshnessOf, type StockOverview, type StoreStock } from '#lib/contract/stock';
import { holdInForce } from '#lib/sources/store-hold';

type StockRow = Omit<StoreStock, 'freshness' | 'ageMinutes'>;

// A step of the store is under way in one run at most: active steps are unique by (job, key).
const stockSql = sql`
  select store.id                                                          as "storeId",
         store.name,
         store.active,
         ${holdInForce}                                                    as hold,
         coalesce(known.state, 'missing')                                  as state,
         coalesce(known.rows, 0)::int                                      as products,
         known.units::text                                                 as units,
         known.value::text                                                 as value,
         to_json(known.taken_at)                                           as "takenAt",
         to_json(known.verified_at)                                        as "verifiedAt",
         known.proof,
         known.load_ms                                                     as "loadMs",
         step.id is not null                                               as "underWay",
         case when known.error is not null then
           json_build_object('failure', known.error, 'at', to_json(known.tried_at), 'runId', known.run_id::text,
                             'nextAttemptAt', to_json(step.next_attempt_at)) end as failure
  from stores store
  left join stock_snapshots known on known.store_id = store.id
  left join run_steps step on step.job = 'stock.load' and step.key = store.id and step.state in ('pending', 'running', 'waiting')
  where store.active or known.store_id is not null
  order by store.id`;

// numeric adds up exactly; what an inactive store held last is shown, and counts for nothing.
const totalsSql = sql`
  select coalesce(sum(known.rows), 0)::int                          as products,
         coalesce(sum(known.units), 0)::numeric(38, 4)::text        as units,
         coalesce(sum(known.value), 0)::numeric(38, 4)::text        as value,
         case when count(known.taken_at) > 0 then
           json_build_object('oldest', to_json(min(known.taken_at)), 'newest', to_json(max(known.taken_at))) end as "takenAt"
  from stock_snapshots known join stores store on store.id = known.store_id
  where store.active`;

type Totals = Pick<StockOverview['totals'], 'products' | 'units' | 'value' | 'takenAt'>;

/** What every store has on its shelves and how old that is. Reads the projection, never the rows. */
export async function stockOverview(db: Db, { now, zone }: { now: Date; zone: string }): Promise<StockOverview> {
  const [rows, [totals]] = await Promise.all([db.execute<StockRow>(stockSql), db.execute<Totals>(totalsSql)]);
  if (totals === undefined) throw new Error('An aggregate without groups answered no row');
  const stores = rows.map((row) => ({ ...row, ...ageOf(row.takenAt, now) }));
  const active = Object.groupBy(
    stores.filter((store) => store.active),
    ({ freshness }) => freshness,
  );
  const count = (freshness: StoreStock['freshness']) => active[freshness]?.length ?? 0;
  return {
    at: now.toISOString(),
    zone,
    totals: { ...totals, fresh: count('fresh'), late: count('late'), never: count('never') },
    stores,
  };
}

function ageOf(takenAt: string | null, now: Date): Pick<StoreStock, 'freshness' | 'ageMinutes'> {
  const ageMs = takenAt === null ? null : Math.max(0, now.getTime() - Date.parse(takenAt));
  return { freshness: freshnessOf(takenAt, now), ageMinutes: ageMs === null ? null : Math.floor(ageMs / 60_000) };
}
