import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { LoadMode } from '#lib/contract/sales';
import { dayOfNumber, daySpan, hasDay, numberOfDay } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { salesDataset } from '#lib/sales/sales-dataset';
import { type SettledState, settleDays, settledState } from '#lib/sales/settle-days';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';
import type { LoadableStore } from '#lib/sources/loadable-stores';

/** A store-day of the period and what became of it; a day that was never tried is missing. */
export type KnownStoreDay = StoreDay & {
  state: SettledState;
  isFailed: boolean;
  /** It has sales although the store was closed: loading it again changes nothing about that. */
  isContradicted: boolean;
};

export type Period = { from: string; to: string };

const failedSql = ({ from, to }: Period) => sql`
  select store_id as "storeId", day::text as day
  from store_days
  where dataset = ${salesDataset.name} and error is not null and day between ${from}::date and ${to}::date`;

/** Newest day first, then by store as they are handed in: what counts most comes first. */
export async function knownStoreDays(
  db: Db,
  stores: readonly LoadableStore[],
  period: Period,
): Promise<KnownStoreDay[]> {
  const [parts, failed] = await Promise.all([readDayParts(db, period), db.execute<StoreDay>(failedSql(period))]);
  const span = daySpan(period.from, period.to);
  const settled = settleDays(parts, span);
  const failedKeys = new Set(failed.map(storeDayKey));
  const lanes = stores.map(({ id, firstDay }) => ({ storeId: id, first: numberOfDay(firstDay), days: settled(id) }));
  const known: KnownStoreDay[] = [];
  for (let number = span.last; number >= span.first; number -= 1) {
    const day = dayOfNumber(number);
    for (const { storeId, first, days } of lanes) {
      if (number < first) continue;
      const isFailed = failedKeys.has(storeDayKey({ storeId, day }));
      const isContradicted = hasDay(days.closedWithSales, span, number);
      known.push({ storeId, day, state: settledState(days, span, number), isFailed, isContradicted });
    }
  }
  return known;
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
function whyLeftOut({ state, isFailed, isContradicted }: KnownStoreDay, mode: LoadMode): LeftOutReason | null {
  if (state === 'closed' || state === 'lost') return state;
  if (mode === 'all') return null;
  if (mode === 'failed') return isFailed ? null : 'not_failed';
  if (isContradicted) return 'closed';
  return state === 'verified' ? 'verified' : null;
}
