import { z } from 'zod';
import { Figures } from '#lib/contract/store-day';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';
import { salesDataset } from '#lib/sales/sales-dataset';
import type { StoreDay } from '#lib/sales/store-day';
import type { Warehouse } from '#lib/warehouse/warehouse';

const utc = (instant: string) => `strftime((${instant}) at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`;

const keptSql = `
  select rows::integer     as "rows",
         units::varchar    as "units",
         amount::varchar   as "amount",
         tickets::integer  as "tickets",
         ${utc('loaded_at')} as "loadedAt",
         ${utc('kept_at + to_days($2::integer)')} as "keptUntil"
  from slice_replaced
  where dataset = '${salesDataset.name}'
    and store_id = $1
    and day = $3::date
    and rows > 0
    and kept_at > now() - to_days($2::integer)`;

const Kept = Figures.extend({ loadedAt: z.string(), keptUntil: z.string() });

/** The slice that a load of the day replaced by other rows, for as long as it can be brought back. */
export async function previousSlice(
  warehouse: Pick<Warehouse, 'read'>,
  { storeId, day }: StoreDay,
  keepDays: number,
): Promise<StoreDayDetail['previous']> {
  const [row] = await warehouse.read(keptSql, [storeId, keepDays, day]);
  if (!row) return null;
  const { loadedAt, keptUntil, ...figures } = Kept.parse(row);
  return { figures, loadedAt, keptUntil };
}
