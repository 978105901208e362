import { setMaxListeners } from 'node:events';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Links } from '#lib/links/links';
import type { Logger } from '#lib/log';
import { type Repetition, repeat } from '#lib/runtime/repeat';

export type ProbeLoop = Repetition;

type ProbeLoopParts = { db: Db; links: Links; log: Logger; now?: () => Date };

const mostAtOnce = 4;
/** How often it looks whose turn it is; sooner when the probes themselves come sooner. */
const lookMs = 2000;
const forgetMs = 60 * 60_000;

/**
 * Probes every active store that is not on hold in its turn, four at once, and forgets what is older than 48 hours.
 * For the node that owns the warehouse alone: it is the one whose lines to the stores count.
 */
export function startProbeLoop({ db, links, log, now = () => new Date() }: ProbeLoopParts): ProbeLoop {
  const stopper = new AbortController();
  setMaxListeners(0, stopper.signal);
  const underWay = new Map<string, Promise<void>>();
  let forgottenAt = Number.NEGATIVE_INFINITY;

  const start = (storeId: string) => {
    const probe = links
      .probe(storeId, stopper.signal)
      .catch((error: unknown) => log.warn({ err: error, store: storeId }, 'a probe could not be made or recorded'))
      .finally(() => {
        underWay.delete(storeId);
        loop.now();
      });
    underWay.set(storeId, probe);
  };
  const pass = async () => {
    if (now().getTime() - forgottenAt > forgetMs) {
      await forgetOldProbes(db, now());
      forgottenAt = now().getTime();
    }
    const free = mostAtOnce - underWay.size;
    if (free <= 0) return;
    for (const storeId of await dueStores(db, now(), { but: [...underWay.keys()], most: free })) start(storeId);
  };
  const loop = repeat(pass, { everyMs: Math.min(lookMs, links.everyMs / 4), what: 'probing the stores', log });
  links.onSuspicion(loop.now);

  return {
    now: loop.now,
    async stop() {
      stopper.abort();
      await loop.stop();
      await Promise.all(underWay.values());
    },
  };
}

type Choice = { but: string[]; most: number };

/** Those that were never tried go first, then the longest overdue. */
async function dueStores(db: Db, now: Date, { but, most }: Choice): Promise<string[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<{ id: string }>(sql`
    select store.id
    from stores store
    left join links link on link.store_id = store.id
    where store.active
      and (store.hold_reason is null or store.hold_until <= ${at})
      and (link.next_probe_at is null or link.next_probe_at <= ${at})
      and not store.id = any(${sql.param(but)}::text[])
    order by link.next_probe_at nulls first, store.id
    limit ${most}`);
  return rows.map(({ id }) => id);
}

const keptHours = 48;

async function forgetOldProbes(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptHours * 3_600_000).toISOString();
  await db.execute(sql`delete from link_probes where at < ${before}::timestamptz`);
}
