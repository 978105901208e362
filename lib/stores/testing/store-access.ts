import { testDatabase } from '#db/testing/test-database';
import { testSecrets } from '#lib/access/testing/test-secrets';
import { NewStore } from '#lib/contract/store';
import type { StoreAccess } from '#lib/stores/store-access';

type Owner = { after: (close: () => void | Promise<void>) => void };

export async function testStoreAccess(t: Owner): Promise<StoreAccess> {
  const { db } = await testDatabase(t);
  return { db, secrets: testSecrets(t) };
}

/** A store with everything that a test does not care about filled in. */
export function newStore(fields: Partial<NewStore> = {}): NewStore {
  return NewStore.parse({
    id: 'tienda_01',
    name: 'Tienda 01',
    host: '10.0.0.1',
    port: 1433,
    database: 'ventas',
    username: 'lector',
    password: 'S3cret-canary',
    firstDay: '2025-01-01',
    ...fields,
  });
}
