import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '#db/db';
import { incidents } from '#db/schema/alerts';
import { incidentOf } from '#lib/alerts/list-incidents';
import type { Incident } from '#lib/contract/alert';

/** The first who acknowledges stays named; doing it again changes nothing. */
export async function acknowledge(db: Db, id: string, by: string | null): Promise<Incident> {
  await db
    .update(incidents)
    .set({ acknowledgedAt: new Date(), acknowledgedBy: by })
    .where(and(eq(incidents.id, BigInt(id)), isNull(incidents.acknowledgedAt)));
  return incidentOf(db, id);
}
