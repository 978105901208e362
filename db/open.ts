import type { Sql } from 'postgres';
import type { Db } from '#db/db';
import { drizzle, poolDefaults, postgres } from '#db/driver';
import { openEmbedded } from '#db/embedded/open-embedded';
import type { Logger } from '#lib/log';

export type OpenOptions = {
  /** A PostgreSQL of the operator's; without it one of our own runs in `folder`. */
  url: string | undefined;
  folder: string;
  log: Logger;
};

/** The control plane's database. `url` is for clients that bring their own driver, such as the queue. */
export type Database = {
  db: Db;
  sql: Sql;
  url: string;
  embedded: boolean;
  /** Ends our connections, then the embedded server. */
  close: () => Promise<void>;
};

export async function openDatabase({ url, folder, log }: OpenOptions): Promise<Database> {
  if (url) return connect(url, log);
  const embedded = await openEmbedded({ folder, log });
  const database = connect(embedded.url, log);
  const close = async () => {
    await database.close();
    await embedded.stop();
  };
  return { ...database, embedded: true, close };
}

/** Opens the pool; connections are made when first needed. */
export function connect(url: string, log: Logger): Database {
  const sql = postgres(url, {
    ...poolDefaults,
    max: 10,
    connection: { application_name: 'fluxion' },
    onnotice: (notice) => log.debug({ notice: notice.message }, 'notice of the database'),
  });
  return { db: drizzle(sql), sql, url, embedded: false, close: () => sql.end({ timeout: 5 }) };
}
