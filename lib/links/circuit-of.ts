import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { links } from '#db/schema/links';

/** After so long without the probe that is due nobody looks after the store: a load may try it itself. */
const neglectedMs = 2 * 60_000;

/** Since when and why a store is left alone; null while loads may use it. */
export async function circuitOf(db: Db, storeId: string, now: Date): Promise<{ since: string; cause: string } | null> {
  const [link] = await db
    .select({ circuit: links.circuit, since: links.since, nextProbeAt: links.nextProbeAt, failure: links.failure })
    .from(links)
    .where(eq(links.storeId, storeId));
  if (!link || link.circuit === 'closed' || !link.since || !link.nextProbeAt) return null;
  if (now.getTime() - link.nextProbeAt.getTime() > neglectedMs) return null;
  return { since: link.since.toISOString(), cause: String(link.failure?.params.why ?? 'unknown') };
}
