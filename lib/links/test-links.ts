import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { AppError } from '#lib/errors';
import type { Links } from '#lib/links/links';
import type { Logger } from '#lib/log';

type Tester = { db: Db; links: Links; log: Logger };
type Asked = { stores: readonly string[] | undefined; withinMs: number };

/** By hand as many as the test of stores: a dead one takes its whole time-out. */
const mostAtOnce = 8;

/**
 * Probes the stores that are named, or every active one, now. Answers when all are done or the time is over; what is
 * under way then goes on, the rest is left to its turn. Throws `not_found` for a store that is not there.
 */
export async function testLinks(
  { db, links, log }: Tester,
  { stores: named, withinMs }: Asked,
): Promise<{ tested: number; unfinished: number }> {
  const ids = await storeIds(db, named);
  const left = [...ids];
  const deadline = AbortSignal.timeout(withinMs);
  let tested = 0;
  const work = async () => {
    for (let id = left.shift(); id !== undefined && !deadline.aborted; id = left.shift()) {
      try {
        await links.probe(id, new AbortController().signal);
        tested += 1;
      } catch (error) {
        log.warn({ err: error, store: id }, 'a probe by hand could not be made or recorded');
      }
    }
  };
  const over = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([Promise.all(Array.from({ length: mostAtOnce }, work)), over]);
  return { tested, unfinished: ids.length - tested };
}

async function storeIds(db: Db, named: readonly string[] | undefined): Promise<string[]> {
  const wanted = named === undefined ? eq(stores.active, true) : inArray(stores.id, [...named]);
  const rows = await db.select({ id: stores.id }).from(stores).where(and(wanted)).orderBy(asc(stores.id));
  const ids = rows.map(({ id }) => id);
  const unknown = named?.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new AppError('not_found', `There is no store ${unknown}.`, { params: { store: unknown } });
  return ids;
}
