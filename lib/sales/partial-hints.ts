import type { PartialHint } from '#lib/contract/store-day-detail';
import { codeOf } from '#lib/errors';
import { type HourRows, hourHints } from '#lib/sales/hour-hints';
import type { StoreDay } from '#lib/sales/store-day';
import { ticketHoles } from '#lib/sales/ticket-holes';
import type { Warehouse } from '#lib/warehouse/warehouse';

// The hour counts from the business day's midnight: a store that closes late sells in its hour 24.
const hoursSql = `
  select fecha::varchar                                          as day,
         coalesce(caja, '')                                      as till,
         date_diff('hour', fecha::timestamp, fecha_hora)         as hour,
         count(*)                                                as rows,
         max(date_diff('second', fecha::timestamp, fecha_hora)) as "lastSecond"
  from ventas_raw
  where ubicacion_id = $1
    and fecha between $2::date and $3::date
    and list_contains(string_split($4, ','), fecha::varchar)
  group by all`;

/**
 * Signs in the warehouse alone that a day is not whole: holes in the tickets' numbers, hours without the sales that the
 * `usualDays` have, a last sale long before theirs. A warehouse that is down gives no sign.
 */
export async function partialHints(
  warehouse: Pick<Warehouse, 'read'>,
  storeDay: StoreDay,
  usualDays: readonly string[],
): Promise<PartialHint[]> {
  const days = [...usualDays, storeDay.day].sort();
  const period = [days[0] ?? storeDay.day, days.at(-1) ?? storeDay.day];
  try {
    const [holes, hours] = await Promise.all([
      ticketHoles(warehouse, storeDay),
      warehouse.read(hoursSql, [storeDay.storeId, ...period, days.join(',')]),
    ]);
    return [...hourHints(hours.map(hourRowsOf), storeDay.day, usualDays), ...holes];
  } catch (error) {
    if (codeOf(error) !== 'storage_unavailable') throw error;
    return [];
  }
}

const hourRowsOf = (row: Record<string, unknown>): HourRows => ({
  day: String(row.day),
  till: String(row.till),
  hour: Number(row.hour),
  rows: Number(row.rows),
  lastSecond: Number(row.lastSecond),
});
