import { and, desc, lt, lte, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { dailySummaries } from '#db/schema/sales';
import { stores } from '#db/schema/stores';
import { addDays } from '#lib/contract/day';
import type { SummaryFilter } from '#lib/contract/endpoints/gaps';
import type { DailySummary as Summary } from '#lib/contract/overview';
import type { Page } from '#lib/contract/page';
import type { RunEnd } from '#lib/runtime/define-job';
import { daySpan } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { type SettledState, settleDays, settledState } from '#lib/sales/settle-days';

export type DailySummary = Omit<Summary, 'runId' | 'updatedAt'>;

/** Every active store that should have traded counts, also one that is held: its day is not there. */
async function countStores(tx: Db, day: string): Promise<Omit<DailySummary, 'day'>> {
  const active = await tx
    .select({ id: stores.id })
    .from(stores)
    .where(and(stores.active, lte(stores.firstDay, day)));
  const span = daySpan(day, day);
  const daysOf = settleDays(await readDayParts(tx, { from: day, to: day }), span);
  const states = active.map(({ id }) => settledState(daysOf(id), span, span.first));
  const count = (...wanted: SettledState[]): number => states.filter((state) => wanted.includes(state)).length;
  const [successful, partial] = [count('verified'), count('partial', 'loaded')];
  const total = states.length - count('closed', 'lost');
  return { total, successful, partial, failed: total - successful - partial };
}

/** Keeps what the scheduled load made of its day: yesterday, counted from its slot. */
export async function keepDailySummary(tx: Db, end: RunEnd): Promise<DailySummary> {
  const day = addDays(end.today, -1);
  const counts = await countStores(tx, day);
  await tx
    .insert(dailySummaries)
    .values({ day, runId: end.runId, ...counts })
    .onConflictDoUpdate({ target: dailySummaries.day, set: { runId: end.runId, ...counts, updatedAt: sql`now()` } });
  return { day, ...counts };
}

/** What became of each scheduled day, newest first. */
export async function listDailySummaries(db: Db, { after, limit }: SummaryFilter): Promise<Page<Summary>> {
  const rows = await db
    .select()
    .from(dailySummaries)
    .where(after === undefined ? undefined : lt(dailySummaries.day, after))
    .orderBy(desc(dailySummaries.day))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ runId, updatedAt, ...counts }) => ({
    ...counts,
    runId: String(runId),
    updatedAt: updatedAt.toISOString(),
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.day ?? null) : null };
}

/** The newest one; null before the first scheduled load. */
export async function lastDailySummary(db: Db): Promise<DailySummary | null> {
  const [summary] = (await listDailySummaries(db, { limit: 1 })).items;
  if (!summary) return null;
  const { runId: _, updatedAt: __, ...counts } = summary;
  return counts;
}
