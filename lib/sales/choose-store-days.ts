import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LoadMode } from '#lib/contract/sales';
import type { StoreDayState } from '#lib/contract/store-day';
import type { LoadableStore } from '#lib/sales/loadable-stores';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';

/** A store-day of the period and what is known of it; a day that was never tried is missing. */
export type KnownStoreDay = StoreDay & { state: StoreDayState; isFailed: boolean };

export type Period = { from: string; to: string };

/** Newest day first, then by store: what counts most comes first. */
const knownStoreDaysSql = (stores: readonly LoadableStore[], { from, to }: Period) => sql`
  select store.id                                    as "storeId",
         day.day::date::text                         as "day",
         coalesce(known.state, 'missing')            as "state",
         known.error is not null                     as "isFailed"
  from jsonb_to_recordset(${JSON.stringify(stores)}::jsonb) as store (id text, "firstDay" date, priority int)
  cross join lateral generate_series(greatest(${from}::date, store."firstDay"), ${to}::date, '1 day') as day (day)
  left join store_days known
    on known.store_id = store.id and known.dataset = ${salesDataset.name} and known.day = day.day::date
  order by day.day desc, store.priority desc, store.id`;

export async function knownStoreDays(
  db: Db,
  stores: readonly LoadableStore[],
  period: Period,
): Promise<KnownStoreDay[]> {
  return [...(await db.execute<KnownStoreDay>(knownStoreDaysSql(stores, period)))];
}

/** Why a day of the period is not loaded, in words for the log and the preview. */
export const leftOutWords = {
  verified: 'verified already',
  closed: 'the store was closed',
  lost: 'declared lost',
  not_failed: 'the last attempt did not fail',
} as const;

export type LeftOutReason = keyof typeof leftOutWords;

export type Choice = { chosen: KnownStoreDay[]; leftOut: (KnownStoreDay & { why: LeftOutReason })[] };

/** Splits the days of a period into what a mode loads and what it leaves out, with why. */
export function chooseStoreDays(days: readonly KnownStoreDay[], mode: LoadMode): Choice {
  const choice: Choice = { chosen: [], leftOut: [] };
  for (const day of days) {
    const why = whyLeftOut(day, mode);
    if (why === null) choice.chosen.push(day);
    else choice.leftOut.push({ ...day, why });
  }
  return choice;
}

/** A day that was loaded before it ended is loaded again: only a proof after its end resolves it. */
function whyLeftOut({ state, isFailed }: KnownStoreDay, mode: LoadMode): LeftOutReason | null {
  if (state === 'closed' || state === 'lost') return state;
  if (mode === 'all') return null;
  if (mode === 'failed') return isFailed ? null : 'not_failed';
  return state === 'verified' ? 'verified' : null;
}
