import type { PartialHint } from '#lib/contract/store-day-detail';
import type { StoreDay } from '#lib/sales/store-day';
import type { Warehouse } from '#lib/warehouse/warehouse';

// A ticket's number is its last digits, within what stands in front of them. A till that numbers for itself leaves no
// holes of its own; where the tills share their numbers, each has holes and the store has none. A series with more holes
// than tickets does not count up by one, and says nothing.
const holesSql = `
  with tickets as (
    select distinct coalesce(caja, '')                                       as till,
           regexp_extract(numero_factura, '^(.*?)\\d{1,18}\\D*$', 1)           as series,
           regexp_extract(numero_factura, '(\\d{1,18})\\D*$', 1)             as digits,
           try_cast(digits as bigint)                                         as number
    from ventas_raw
    where ubicacion_id = $1 and fecha = $2::date
  ), steps as (
    select till, series, number, length(digits)::integer as width,
           lead(number) over (partition by till, series order by number) as next
    from tickets
    where number is not null
    union all
    select null, series, number, width, lead(number) over (partition by series order by number)
    from (select distinct series, number, length(digits)::integer as width from tickets where number is not null)
  ), counted as (
    select till, series,
           count(*)                                                              as tickets,
           coalesce(sum(next - number - 1), 0)::bigint                           as missing,
           lpad(min(case when next > number + 1 then number + 1 end)::varchar, max(width), '0') as first,
           lpad(max(case when next > number + 1 then next - 1 end)::varchar, max(width), '0')   as last
    from steps
    group by till, series
  ), judged as (
    select *, missing <= tickets as counts_up from counted
  )
  select till, series, missing, first, last
  from judged
  where missing > 0 and counts_up
    and (till is not null
         or not exists (select 1 from judged own where own.till is not null and own.series = judged.series and own.counts_up))
  order by till, series`;

/** Numbers that the tickets of a day skip. */
export async function ticketHoles(
  warehouse: Pick<Warehouse, 'read'>,
  { storeId, day }: StoreDay,
): Promise<Extract<PartialHint, { kind: 'ticket_holes' }>[]> {
  const rows = await warehouse.read(holesSql, [storeId, day]);
  return rows.map(({ till, series, missing, first, last }) => ({
    kind: 'ticket_holes',
    till: till === null ? null : String(till),
    missing: Number(missing),
    first: `${series}${first}`,
    last: `${series}${last}`,
  }));
}
