import { asc, eq } from 'drizzle-orm';
import { stores } from '#db/schema/stores';
import type { StoreTest } from '#lib/contract/store';
import { isAppError } from '#lib/errors';
import type { Resources } from '#lib/runtime/resources';
import type { TestShapes } from '#lib/sources/source';

type Program = Pick<Resources, 'db' | 'sources'>;

/** A dead store takes its whole connect timeout: the others do not wait behind it. */
const atOnce = 8;

/** Tests how a store is reached, and whether its queries deliver `shapes`. Throws `not_found`. */
export async function testStore(
  { sources }: Pick<Program, 'sources'>,
  id: string,
  shapes: TestShapes,
): Promise<StoreTest> {
  try {
    return await sources.sqlServer.test(await sources.connection(id), shapes);
  } catch (error) {
    // Without a password there is nothing to log in with: an answer, as every other failed test.
    if (isAppError(error) && error.code === 'source_rejected') return notReached(id, error.message);
    throw error;
  }
}

/** Tests the stores that are named, or every active one, in the order given. Throws `not_found`. */
export async function testStores(
  program: Program,
  ids: readonly string[] | undefined,
  shapes: TestShapes,
): Promise<StoreTest[]> {
  const left = (ids ?? (await activeIds(program))).map((id, index) => ({ id, index }));
  const tests: StoreTest[] = [];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      tests[next.index] = await testStore(program, next.id, shapes);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return tests;
}

async function activeIds({ db }: Program): Promise<string[]> {
  const rows = await db.select({ id: stores.id }).from(stores).where(eq(stores.active, true)).orderBy(asc(stores.id));
  return rows.map(({ id }) => id);
}

function notReached(storeId: string, message: string): StoreTest {
  return {
    storeId,
    ok: false,
    at: new Date().toISOString(),
    stages: [{ stage: 'login', ok: false, ms: null, message }],
    address: null,
    serverVersion: null,
    clockDifferenceMs: null,
  };
}
