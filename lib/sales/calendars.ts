import { asc, eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { companyHolidays, storeCalendarDays, storeCalendars } from '#db/schema/sales';
import { stores } from '#db/schema/stores';
import type { CompanyCalendar, StoreCalendar } from '#lib/contract/calendar';
import { unknownStore } from '#lib/stores/unknown-store';

/** Throws `not_found`. */
export async function storeCalendar(db: Db, storeId: string): Promise<StoreCalendar> {
  const [[store], [week], days] = await Promise.all([
    db.select({ id: stores.id }).from(stores).where(eq(stores.id, storeId)),
    db.select().from(storeCalendars).where(eq(storeCalendars.storeId, storeId)),
    db
      .select({ day: storeCalendarDays.day, open: storeCalendarDays.open, name: storeCalendarDays.name })
      .from(storeCalendarDays)
      .where(eq(storeCalendarDays.storeId, storeId))
      .orderBy(asc(storeCalendarDays.day)),
  ]);
  if (!store) throw unknownStore(storeId);
  return { closedWeekdays: week?.closedWeekdays ?? [], days };
}

/** Replaces the calendar of a store. Throws `not_found`. */
export async function setStoreCalendar(db: Db, storeId: string, calendar: StoreCalendar): Promise<StoreCalendar> {
  await db.transaction(async (tx) => {
    const [store] = await tx.select({ id: stores.id }).from(stores).where(eq(stores.id, storeId)).for('update');
    if (!store) throw unknownStore(storeId);
    const closedWeekdays = [...calendar.closedWeekdays].sort();
    await tx
      .insert(storeCalendars)
      .values({ storeId, closedWeekdays })
      .onConflictDoUpdate({ target: storeCalendars.storeId, set: { closedWeekdays } });
    await tx.delete(storeCalendarDays).where(eq(storeCalendarDays.storeId, storeId));
    const days = calendar.days.map((day) => ({ ...day, storeId }));
    if (days.length > 0) await tx.insert(storeCalendarDays).values(days);
  });
  return storeCalendar(db, storeId);
}

export async function companyCalendar(db: Db): Promise<CompanyCalendar> {
  return { holidays: await db.select().from(companyHolidays).orderBy(asc(companyHolidays.day)) };
}

export async function setCompanyCalendar(db: Db, { holidays }: CompanyCalendar): Promise<CompanyCalendar> {
  await db.transaction(async (tx) => {
    // Two that replace the holidays at once would meet in the same day.
    await tx.execute('lock table company_holidays in share row exclusive mode');
    await tx.delete(companyHolidays);
    if (holidays.length > 0) await tx.insert(companyHolidays).values(holidays);
  });
  return companyCalendar(db);
}
