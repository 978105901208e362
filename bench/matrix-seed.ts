import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { migrate } from '#db/migrate';
import { openDatabase } from '#db/open';
import { startOwnedProduct } from '#demo/owned-product';
import { addDays, type Day, dayInZone } from '#lib/contract/day';
import { createLog } from '#lib/log';

const zone = 'America/Caracas';

export type MatrixWorld = {
  url: string;
  /** Of a person's session. */
  cookie: string;
  stores: number;
  days: number;
  yesterday: Day;
  end: () => Promise<void>;
};

/** The product with stores that were loaded for years, and with what such years leave behind; written by SQL, in seconds. */
export async function startMatrixWorld({ stores, days }: { stores: number; days: number }): Promise<MatrixWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-matrix-'));
  const yesterday = addDays(dayInZone(new Date(), zone), -1);
  const database = await openDatabase({ url: undefined, folder: join(folder, 'postgres'), log: createLog('warn') });
  await migrate(database.sql);
  const env = { LOG_LEVEL: 'error', DATABASE_URL: database.url };
  const product = await startOwnedProduct({ dataDir: join(folder, 'data'), env });
  // After the boot, which puts store-days right by the ledger: there is none here, and every day would be missing.
  await seedMatrix(database.sql, { stores, days, yesterday });
  return {
    url: product.url,
    cookie: await product.signIn(),
    stores,
    days,
    yesterday,
    end: async () => {
      await product.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Size = { stores: number; days: number; yesterday: Day };

async function seedMatrix(sql: Sql, { stores, days, yesterday }: Size): Promise<void> {
  const firstDay = addDays(yesterday, 1 - days);
  await sql`
    insert into stores (id, name, host, port, database, username, encryption, trust_certificate, active, priority, first_day)
    select 'tienda_' || lpad(n::text, 3, '0'), 'TIENDA ' || n, '127.0.0.1', 1, 'POS', 'lectura', 'on', false, true, 0, ${firstDay}
    from generate_series(1, ${stores}::int) n`;
  await sql`insert into store_calendars (store_id, closed_weekdays) select id, '{7}' from stores where id < 'tienda_050'`;
  // One open day in 250 is partial, one in 500 drifted, one in 1000 was never loaded; the same ones every time.
  await sql`
    insert into store_days (store_id, dataset, day, state, rows, amount, proof, load_ms, loaded_at, tried_at)
    select store.id, 'ventas', day::date,
           case when lot < 4 then 'partial' when lot < 6 then 'drifted' else 'verified' end,
           20000, 1234567.89, jsonb_build_object('before', figures, 'arrived', figures, 'after', figures, 'stored', figures,
             'duplicates', 0, 'dayOver', true, 'provedAt', now()), 6000, now(), now()
    from stores store
    cross join generate_series(${firstDay}::date, ${yesterday}::date, '1 day') day
    cross join lateral (select abs(hashtext(store.id || day::date)) % 1000 as lot,
      jsonb_build_object('rows', 20000, 'units', '45000.0000', 'amount', '1234567.8900', 'tickets', 5000) as figures) made
    where lot <> 999 and (store.id >= 'tienda_050' or extract(isodow from day) <> 7)`;
  await sql`
    insert into day_marks (store_id, day, kind, reason)
    select id, first_day + n * 37, 'lost', 'bench' from stores, generate_series(1, 5) n
    where first_day + n * 37 <= ${yesterday}`;
  await sql.unsafe('vacuum analyze');
}
