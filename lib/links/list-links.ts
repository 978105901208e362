import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { links } from '#db/schema/links';
import { stores } from '#db/schema/stores';
import type { Connectivity, StoreLink } from '#lib/contract/connectivity';
import { groupOutages } from '#lib/links/group-outages';
import { stripAt, stripStart } from '#lib/links/strip';
import type { Resources } from '#lib/runtime/resources';

export type ConnectivityView = {
  /** Whose loads tell the throughput. */
  dataset: string;
  everyMinutes: number;
  now: Date;
};

const isHeld = (now: Date) =>
  sql<boolean>`${stores.holdReason} is not null and (${stores.holdUntil} is null or ${stores.holdUntil} > ${now.toISOString()}::timestamptz)`;

/** Rows a second of the last five loads, oldest first. */
const throughput = (dataset: string) => sql<number[]>`coalesce((
  select json_agg(round(rows * 1000.0 / greatest(load_ms, 1)) order by loaded_at)
  from (
    select rows, load_ms, loaded_at
    from store_days
    where dataset = ${dataset} and store_id = ${stores.id} and load_ms is not null
    order by loaded_at desc nulls last
    limit 5
  ) recent), '[]')`;

/** The links as they are known now; `dataset` names whose loads tell the throughput. */
export function connectivityNow(
  { db, config }: Pick<Resources, 'db' | 'config'>,
  dataset: string,
): Promise<Connectivity> {
  return listLinks(db, { dataset, everyMinutes: config.LINK_PROBE_MINUTES, now: new Date() });
}

/** Every active store's link as it was last found. Nothing is counted here: each try left its figures behind. */
export async function listLinks(db: Db, { dataset, everyMinutes, now }: ConnectivityView): Promise<Connectivity> {
  const rows = await db
    .select({
      storeId: stores.id,
      name: stores.name,
      host: stores.host,
      onHold: isHeld(now),
      rowsPerSecond: throughput(dataset),
      link: links,
    })
    .from(stores)
    .leftJoin(links, eq(links.storeId, stores.id))
    .where(eq(stores.active, true))
    .orderBy(asc(stores.id));
  const probed = rows.filter(({ onHold }) => !onHold);
  return {
    stores: rows.map((row) => storeLinkOf(row, now)),
    groups: groupOutages(
      probed.map(({ storeId, host, link }) => ({
        storeId,
        host,
        downSince: link?.state === 'down' ? link.since : null,
      })),
    ),
    stripFrom: stripStart(now).toISOString(),
    everyMinutes,
    at: now.toISOString(),
  };
}

type LinkRow = Pick<StoreLink, 'storeId' | 'name' | 'onHold' | 'rowsPerSecond'> & {
  link: typeof links.$inferSelect | null;
};

function storeLinkOf({ storeId, name, onHold, rowsPerSecond, link }: LinkRow, now: Date): StoreLink {
  return {
    storeId,
    name,
    state: link?.state ?? 'unknown',
    since: link?.since?.toISOString() ?? null,
    tcpMs: link?.tcpMs ?? null,
    loginMs: link?.loginMs ?? null,
    medianLoginMs: link?.medianLoginMs ?? null,
    lastProbeAt: link?.lastProbeAt?.toISOString() ?? null,
    lastOkAt: link?.lastOkAt?.toISOString() ?? null,
    nextProbeAt: onHold ? null : (link?.nextProbeAt?.toISOString() ?? null),
    onHold,
    failure: link?.failure ?? null,
    failures: link?.failures ?? 0,
    circuit: link?.circuit ?? 'closed',
    strip: stripAt(link?.strip ?? '', link?.stripAt ?? null, now),
    rowsPerSecond,
  };
}
