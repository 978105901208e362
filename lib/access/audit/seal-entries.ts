import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { actTexts, hashOf, noHash, type SealedText, sealedAtText } from '#lib/access/audit/chain';

/** Any number of our own, as long as every node takes the same one. */
const sealLock = 7_358_466_013;
const entriesAtOnce = 500;

/**
 * Seals what is committed and not sealed yet, in the order of the ids, onto the end of the chain. One node at a time does
 * so; an entry that commits late, behind others with later ids, is sealed after them. Answers how many.
 */
export async function sealEntries(db: Db, atOnce = entriesAtOnce): Promise<number> {
  let total = 0;
  for (;;) {
    if (!(await someUnsealed(db))) return total;
    total += await sealSome(db, atOnce);
  }
}

/** Asked first, because the transaction and its lock cost more and mostly there is nothing. */
async function someUnsealed(db: Db): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from audit_entries where seal_number is null limit 1`);
  return rows.length > 0;
}

type Unsealed = Omit<SealedText, 'sealNumber' | 'previousHash'>;
type Seal = { id: string | null; number: number; previousHash: string; hash: string };

function sealSome(db: Db, atOnce: number): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sealLock})`);
    const [head] = await tx.execute<{ number: string; hash: string }>(sql`
      select seal_number::text as number, hash
      from audit_entries
      where seal_number is not null
      order by seal_number desc
      limit 1`);
    const entries = await tx.execute<Unsealed>(sql`
      select ${actTexts}, ${sealedAtText(sql`now()`)}
      from audit_entries
      where id in (select id from audit_entries where seal_number is null order by id limit ${atOnce})
      order by id`);
    await write(tx, chained(entries, head ? Number(head.number) : 0, head?.hash ?? noHash));
    return entries.length;
  });
}

function chained(entries: Iterable<Unsealed>, headNumber: number, headHash: string): Seal[] {
  const seals: Seal[] = [];
  let [number, previousHash] = [headNumber, headHash];
  for (const entry of entries) {
    number += 1;
    const hash = hashOf({ ...entry, sealNumber: String(number), previousHash });
    seals.push({ id: entry.id, number, previousHash, hash });
    previousHash = hash;
  }
  return seals;
}

async function write(tx: Db, seals: Seal[]): Promise<void> {
  await tx.execute(sql`
    update audit_entries as entry
    set seal_number = seal.number, previous_hash = seal."previousHash", hash = seal.hash, sealed_at = now()
    from jsonb_to_recordset(${JSON.stringify(seals)}::text::jsonb)
      as seal(id bigint, number bigint, "previousHash" text, hash text)
    where entry.id = seal.id`);
}
