import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { incidentParts, incidents } from '#db/schema/alerts';
import type { AlertFacts } from '#lib/alerts/alert-facts';
import type { Voice } from '#lib/alerts/voice';
import { writeMessages } from '#lib/alerts/write-messages';
import type { Recovered } from '#lib/contract/alert';

type Settling = { facts: AlertFacts; voice: Voice; now: Date };

type Over = Pick<typeof incidents.$inferSelect, 'id' | 'kind' | 'job'>;

/** Resolves the open incidents under which nothing is open any more, once, and tells of it. */
export async function settleIncidents(tx: Db, { facts, voice, now }: Settling): Promise<number> {
  const over = await tx
    .select({ id: incidents.id, kind: incidents.kind, job: incidents.job })
    .from(incidents)
    .where(
      sql`${incidents.resolvedAt} is null and not exists (
            select 1 from incident_parts part where part.incident_id = ${incidents.id} and part.resolved_at is null)`,
    )
    .orderBy(incidents.id)
    .for('update');
  for (const incident of over) {
    const parts = await partsThatRecovered(tx, incident.id);
    const resolution = parts.length > 0 ? 'recovered' : 'withdrawn';
    const recovered = parts.length > 0 ? await broughtBy(tx, facts, { ...incident, parts }) : null;
    await tx.update(incidents).set({ resolvedAt: now, resolution, recovered }).where(eq(incidents.id, incident.id));
    await writeMessages(tx, voice, { incidentId: incident.id, event: 'resolved', at: now });
  }
  return over.length;
}

type Part = Pick<typeof incidentParts.$inferSelect, 'storeId' | 'failedSteps' | 'lastDay'>;

function partsThatRecovered(tx: Db, incidentId: bigint): Promise<Part[]> {
  const { storeId, failedSteps, lastDay } = incidentParts;
  return tx
    .select({ storeId, failedSteps, lastDay })
    .from(incidentParts)
    .where(and(eq(incidentParts.incidentId, incidentId), eq(incidentParts.resolution, 'recovered')));
}

function broughtBy(
  tx: Db,
  facts: AlertFacts,
  { kind, job, parts }: Over & { parts: Part[] },
): Promise<Recovered | null> {
  if (kind === 'store_behind') {
    const stores = parts.flatMap(({ storeId, lastDay }) => (storeId === null ? [] : [{ storeId, lastDay }]));
    return facts.broughtSince(tx, stores);
  }
  const steps = parts.flatMap(({ failedSteps }) => failedSteps);
  return job === null || steps.length === 0 ? Promise.resolve(null) : facts.broughtBySteps(tx, job, steps);
}
