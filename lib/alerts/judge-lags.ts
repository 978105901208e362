import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { incidentParts } from '#db/schema/alerts';
import { stores } from '#db/schema/stores';
import type { AlertFacts, StoreLag } from '#lib/alerts/alert-facts';
import { openIncident } from '#lib/alerts/open-incident';
import type { Voice } from '#lib/alerts/voice';
import type { Resolution } from '#lib/contract/alert';

type Judging = {
  facts: AlertFacts;
  voice: Voice;
  /** A store with more days behind is told. */
  daysBehind: number;
  now: Date;
};

const partPrefix = 'store_behind:';

/** One incident for the stores that are now too far behind and were not; those that are no more are well again. */
export async function judgeLags(tx: Db, { facts, voice, daysBehind, now }: Judging): Promise<void> {
  await withdrawGone(tx, now);
  const lags = await facts.storeLags(tx, now);
  const late = lags.filter((lag) => lag.daysBehind > daysBehind);
  const open = await openStores(tx);
  const well = [...open].filter((storeId) => !late.some((lag) => lag.storeId === storeId));
  await resolve(tx, well.map(partKey), now);

  const isDue = ({ onHold, neverLoadedFor }: StoreLag) => !onHold && (neverLoadedFor ?? daysBehind + 1) > daysBehind;
  const news = late.filter((lag) => isDue(lag) && !open.has(lag.storeId));
  if (news.length === 0) return;
  const parts = news.map(({ storeId, lastDay, daysBehind: days }) => ({
    ...{ key: partKey(storeId), storeId, lastDay, daysBehind: days },
  }));
  await openIncident(tx, voice, {
    ...{ kind: 'store_behind', cause: 'behind', job: null, runId: null, openedAt: now },
    parts,
  });
}

const partKey = (storeId: string): string => partPrefix + storeId;

async function openStores(tx: Db): Promise<Set<string>> {
  const rows = await tx
    .select({ key: incidentParts.key })
    .from(incidentParts)
    .where(and(isNull(incidentParts.resolvedAt), sql`starts_with(${incidentParts.key}, ${partPrefix})`));
  return new Set(rows.map(({ key }) => key.slice(partPrefix.length)));
}

async function resolve(tx: Db, keys: string[], now: Date): Promise<void> {
  if (keys.length === 0) return;
  const over: { resolvedAt: Date; resolution: Resolution } = { resolvedAt: now, resolution: 'recovered' };
  await tx
    .update(incidentParts)
    .set(over)
    .where(and(inArray(incidentParts.key, keys), isNull(incidentParts.resolvedAt)));
}

/** A store that was switched off or removed needs nobody any more, and did not recover either. */
async function withdrawGone(tx: Db, now: Date): Promise<void> {
  await tx
    .update(incidentParts)
    .set({ resolvedAt: now, resolution: 'withdrawn' })
    .where(
      and(
        isNull(incidentParts.resolvedAt),
        isNotNull(incidentParts.storeId),
        sql`not exists (${tx
          .select({ one: sql`1` })
          .from(stores)
          .where(and(eq(stores.id, incidentParts.storeId), eq(stores.active, true)))})`,
      ),
    );
}
