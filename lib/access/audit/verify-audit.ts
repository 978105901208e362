import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { actTexts, hashOf, noHash, type SealedText, sealedAtText } from '#lib/access/audit/chain';
import type { AuditVerification } from '#lib/contract/audit';

/** The newest seal as it was written down at an earlier time. */
export type Head = { number: number; hash: string };

type Broken = NonNullable<AuditVerification['broken']>;
type SealedRow = SealedText & { number: string; hash: string | null };

const entriesAtOnce = 500;

/**
 * Walks the whole chain, as it was at one instant, up to its first break. That the newest entries were taken away the
 * chain alone cannot tell: `expected`, a head from before, does.
 */
export function verifyAudit(db: Db, expected?: Head): Promise<AuditVerification> {
  return db.transaction(
    async (tx) => {
      const [sealed, head, unsealed] = [await countSealed(tx), await newestSeal(tx), await unsealedIds(tx)];
      const broken = await firstBreak(tx, sealed, expected);
      return { whole: broken === null, sealed, unsealed, broken, head };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function firstBreak(tx: Db, sealed: number, expected: Head | undefined): Promise<Broken | null> {
  let previous: Head = { number: 0, hash: noHash };
  for await (const row of sealedRows(tx)) {
    const broken = breakAt(row, previous) ?? unexpected(row, expected);
    if (broken) return broken;
    previous = { number: previous.number + 1, hash: row.hash ?? '' };
  }
  const next = { number: previous.number + 1, entry: null };
  if (previous.number < sealed) return { ...next, message: `Seal ${previous.number} is there more than once.` };
  if (expected && expected.number > previous.number) {
    return {
      ...next,
      message: `The newest entries are missing: the chain ends at ${previous.number}, and it had ${expected.number}.`,
    };
  }
  return null;
}

function breakAt(row: SealedRow, previous: Head): Broken | null {
  const number = previous.number + 1;
  const here = { number, entry: row.id };
  if (row.number !== String(number)) {
    const found = `the next one in the chain is ${row.number}, entry ${row.id}`;
    return { number, entry: null, message: `The entry with seal ${number} is missing: ${found}.` };
  }
  if (row.previousHash !== previous.hash) {
    return { ...here, message: `Seal ${number} does not stand on seal ${previous.number}: its previous hash differs.` };
  }
  if (row.hash !== hashOf(row)) {
    return { ...here, message: `Entry ${row.id} was changed after it was sealed: it does not give its hash.` };
  }
  return null;
}

function unexpected(row: SealedRow, expected: Head | undefined): Broken | null {
  if (row.number !== String(expected?.number) || row.hash === expected?.hash) return null;
  const message = `Seal ${row.number} is not the one that was written down: the chain was made anew.`;
  return { number: Number(row.number), entry: row.id, message };
}

async function* sealedRows(tx: Db): AsyncGenerator<SealedRow> {
  let rows = await sealedWhere(tx, sql`seal_number is not null`);
  for (;;) {
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    rows = await sealedWhere(tx, sql`seal_number > ${last.number}::bigint`);
  }
}

async function sealedWhere(tx: Db, condition: SQL): Promise<SealedRow[]> {
  const rows = await tx.execute<SealedRow>(sql`
    select seal_number::text as "number",
           seal_number::text as "sealNumber",
           previous_hash     as "previousHash",
           hash              as "hash",
           ${sealedAtText(sql`sealed_at`)},
           ${actTexts}
    from audit_entries
    where ${condition}
    order by seal_number
    limit ${entriesAtOnce}`);
  return [...rows];
}

async function countSealed(tx: Db): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`select count(seal_number)::int as count from audit_entries`);
  return row?.count ?? 0;
}

async function newestSeal(tx: Db): Promise<Head | null> {
  const [row] = await tx.execute<Head>(sql`
    select seal_number::int as number, coalesce(hash, '') as hash
    from audit_entries
    where seal_number is not null
    order by seal_number desc
    limit 1`);
  return row ?? null;
}

async function unsealedIds(tx: Db): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id::text as id
    from audit_entries
    where seal_number is null
    order by id`);
  return rows.map(({ id }) => id);
}
