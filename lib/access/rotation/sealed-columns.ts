import { type SQL, sql } from 'drizzle-orm';
import { programSecrets } from '#db/schema/access';
import { stores } from '#db/schema/stores';

/** A column of sealed records; `use` is what the record of a row is sealed for. */
export type SealedColumn = {
  name: 'storePasswords' | 'programSecrets';
  table: SQL;
  id: SQL;
  cipher: SQL;
  use: (id: string) => string;
};

/** Every column of the database that holds sealed records; a test compares it with the database. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    ...{ name: 'storePasswords', table: sql`${stores}`, id: sql`id`, cipher: sql`password_cipher` },
    use: (id) => `store:${id}:password`,
  },
  {
    ...{ name: 'programSecrets', table: sql`${programSecrets}`, id: sql`name`, cipher: sql`cipher` },
    use: (name) => `program:${name}`,
  },
];
