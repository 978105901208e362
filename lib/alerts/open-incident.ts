import type { Db } from '#db/db';
import { incidentParts, incidents } from '#db/schema/alerts';
import type { Voice } from '#lib/alerts/voice';
import { writeMessages } from '#lib/alerts/write-messages';

type Incident = Pick<typeof incidents.$inferInsert, 'kind' | 'cause' | 'job' | 'runId' | 'openedAt'>;
export type NewPart = Omit<typeof incidentParts.$inferInsert, 'incidentId' | 'resolvedAt' | 'resolution'>;

/** Opens an incident with all that stands under it, and tells of it, in the caller's transaction. */
export async function openIncident(
  tx: Db,
  voice: Voice,
  { parts, ...incident }: Incident & { parts: readonly NewPart[] },
): Promise<bigint> {
  const [opened] = await tx.insert(incidents).values(incident).returning({ id: incidents.id });
  if (!opened) throw new Error('PostgreSQL took an incident and named no id.');
  await tx.insert(incidentParts).values(parts.map((part) => ({ ...part, incidentId: opened.id })));
  await writeMessages(tx, voice, { incidentId: opened.id, event: 'opened', at: incident.openedAt });
  return opened.id;
}
