import type { Db } from '#db/db';
import { dayMarks, storeDays } from '#db/schema/sales';
import { stores } from '#db/schema/stores';
import type { StoreDayState } from '#lib/contract/store-day';
import type { StoreConnection } from '#lib/sources/source';

type StoreRow = typeof stores.$inferInsert;

/** A store that trades since 2025-10-01; nothing listens at its address. */
export async function addStore(db: Db, id: string, row: Partial<StoreRow> = {}): Promise<void> {
  await db.insert(stores).values({
    id,
    name: id.toUpperCase(),
    host: '127.0.0.1',
    port: 1,
    database: 'POS',
    username: 'lectura',
    encryption: 'off',
    trustCertificate: false,
    active: true,
    priority: 0,
    firstDay: '2025-10-01',
    ...row,
  });
}

type DayRow = Partial<typeof storeDays.$inferInsert>;

/** Days by what became of them; closed and lost ones are marked so, as a person would. */
export async function addStoreDays(
  db: Db,
  storeId: string,
  days: { [State in StoreDayState]?: readonly string[] },
  row: DayRow = {},
): Promise<void> {
  const { closed = [], lost = [], ...loaded } = days;
  const rows = Object.entries(loaded).flatMap(([state, list]) =>
    list.map((day) => ({ ...row, storeId, dataset: 'ventas', day, state: asState(state) })),
  );
  if (rows.length > 0) await db.insert(storeDays).values(rows);
  const mark = (kind: 'closed' | 'lost') => (day: string) => ({ storeId, day, kind, reason: 'said so' });
  const marks = [...closed.map(mark('closed')), ...lost.map(mark('lost'))];
  if (marks.length > 0) await db.insert(dayMarks).values(marks);
}

/** True because the type of `days` has no other names. */
const asState = (text: string): StoreDayState => text as StoreDayState;

type Reachable = Pick<StoreConnection, 'id' | 'name' | 'host' | 'database' | 'username' | 'password' | 'query'> & {
  port: number;
};

/** How the product reaches a store of the fleet. */
export function connectionOf(store: Reachable, change: Partial<StoreConnection> = {}): StoreConnection {
  const { id, name, host, port, database, username, password, query } = store;
  return {
    id,
    name,
    host,
    port,
    instance: null,
    database,
    username,
    password,
    encryption: 'off',
    trustCertificate: false,
    query,
    controlQuery: null,
    stockQuery: null,
    ...change,
  };
}
