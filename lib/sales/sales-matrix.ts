import type { Db } from '#db/db';
import { addDays, daysBetween } from '#lib/contract/day';
import type { MatrixPeriod } from '#lib/contract/endpoints/store-days';
import { type Matrix, stateLetters } from '#lib/contract/matrix';
import { AppError } from '#lib/errors';
import { allDays, type DaySpan, daySpan } from '#lib/sales/day-bits';
import { readDayParts } from '#lib/sales/day-parts';
import { type Clock, lastDueDay } from '#lib/sales/due-day';
import { calmChunk, type SettledDays, settleDays } from '#lib/sales/settle-days';
import { type StoreTimes, stateOfDay } from '#lib/sales/state-of-day';
import { storeFacts, timesOf } from '#lib/sales/store-facts';

const usualDays = 28;
const mostDays = 1100;

/** The state of every store-day of a period, a letter each. Throws `invalid_input` for a period that is too long. */
export async function salesMatrix(db: Db, asked: MatrixPeriod, clock: Clock): Promise<Matrix> {
  const due = await lastDueDay(db, clock);
  const period = periodOf(asked, due);
  const [stores, parts] = await Promise.all([storeFacts(db), readDayParts(db, period)]);
  const span = daySpan(period.from, period.to);
  const daysOf = settleDays(parts, span);
  const rows = stores.map((store) => ({
    storeId: store.id,
    name: store.name,
    active: store.active,
    days: lettersOf(daysOf(store.id), span, timesOf(store, due)),
  }));
  return { ...period, due, rows, at: clock.now.toISOString() };
}

function periodOf({ from, to: asked }: MatrixPeriod, due: string): { from: string; to: string } {
  const to = asked ?? due;
  const period = { from: from ?? addDays(to, 1 - usualDays), to };
  const days = daysBetween(period.from, to) + 1;
  if (days < 1) throw badPeriod(`the period starts ${period.from}, after its end ${to}`);
  if (days > mostDays) throw badPeriod(`the period has ${days} days, at most ${mostDays} are shown`);
  return period;
}

function badPeriod(message: string): AppError {
  return new AppError('invalid_input', `The matrix cannot be shown: ${message}.`, {
    details: [{ path: 'from', message }],
  });
}

const codes = new Map(Object.entries(stateLetters).map(([state, letter]) => [state, letter.charCodeAt(0)]));

const verified = stateLetters.verified.charCodeAt(0);

/** Written byte by byte: a text that grows letter by letter takes three times as long. */
function lettersOf(days: SettledDays, span: DaySpan, times: StoreTimes): string {
  const letters = Buffer.alloc(span.last - span.first + 1);
  for (let day = span.first; day <= span.last; day += 1) {
    if (day + 31 <= span.last && calmChunk(days, span, day) === allDays) {
      letters.fill(verified, day - span.first, day - span.first + 32);
      day += 31;
      continue;
    }
    letters[day - span.first] = codes.get(stateOfDay(days, span, day, times)) ?? 0;
  }
  return letters.toString('latin1');
}
