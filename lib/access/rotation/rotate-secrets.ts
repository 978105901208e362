import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { secretKeys } from '#db/schema/secrets';
import { holdsRecordsOf, resealBatch } from '#lib/access/rotation/reseal';
import { sealedColumns } from '#lib/access/rotation/sealed-columns';
import { newSecretKey, type SecretKey } from '#lib/access/secret-key';
import type { Secrets } from '#lib/access/secrets';
import type { SecretRotation } from '#lib/contract/endpoints/secrets';
import { AppError } from '#lib/errors';

/** Where a rotation may die, in its order: after each of them all is readable, and another rotation finishes. */
export type RotationStep = 'key-made' | 'registered' | 'key-switched' | 'batch' | 'resealed' | 'closed' | 'key-dropped';

type Rotating = {
  db: Db;
  secrets: Secrets;
  /** Told of each step; for tests. */
  reached?: (step: RotationStep) => void;
  batchRows?: number;
};

/** Any number, the same in every node: one rotation at a time. */
const rotationLock = 7_240_011;
const usualBatchRows = 100;
const mostRounds = 20;

/**
 * Seals every record again with a new key and drops the former one. It may die at any moment: the key file keeps both keys
 * until the database holds nothing of the former, and the next rotation goes on with the one that it finds begun.
 */
export function rotateSecrets({
  db,
  secrets,
  reached = () => undefined,
  batchRows = usualBatchRows,
}: Rotating): Promise<SecretRotation> {
  return db.transaction(async (lock) => {
    const [got] = await lock.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${rotationLock}) as free`);
    if (!got?.free) throw new AppError('conflict', 'The keys are being rotated already.');
    const begun = await begunKey(db, secrets);
    const key = begun ?? (await beginWith(newSecretKey(), { db, secrets, reached }));
    secrets.keys.keep([key, ...secrets.keys.all().filter(({ id }) => id !== key.id)]);
    reached('key-switched');
    const done = {
      keyId: key.id,
      resealed: { storePasswords: 0, programSecrets: 0 },
      unreadable: 0,
      resumed: begun !== null,
    };
    for (let round = 1; ; round += 1) {
      await resealAll({ db, secrets, reached, batchRows }, done);
      reached('resealed');
      if (await closeFormer(db, secrets)) break;
      if (round === mostRounds)
        throw new AppError('conflict', 'Records are still written with the former key. Rotate again.');
    }
    reached('closed');
    secrets.keys.keep([key]);
    reached('key-dropped');
    return done;
  });
}

/** The key of a rotation that did not come to its end. Throws where another node has rotated and this one lacks its key. */
async function begunKey(db: Db, secrets: Secrets): Promise<SecretKey | null> {
  const known = await db.select().from(secretKeys);
  const current = known.find(({ state }) => state === 'current');
  if (!current) return null;
  const key = secrets.keys.find(current.id);
  if (!key)
    throw new AppError(
      'conflict',
      `The database is sealed with the key ${current.id}, which this node's key file does not hold.`,
    );
  return known.some(({ state }) => state === 'former') ? key : null;
}

/** On disk first, then allowed in the database, and only then in use. */
async function beginWith(
  key: SecretKey,
  { db, secrets, reached }: Required<Pick<Rotating, 'db' | 'secrets' | 'reached'>>,
) {
  const [current, ...others] = secrets.keys.all();
  secrets.keys.keep([current, ...others, key]);
  reached('key-made');
  await db.transaction(async (tx) => {
    await tx.update(secretKeys).set({ state: 'former' });
    await tx.insert(secretKeys).values({ id: current.id, state: 'former' }).onConflictDoNothing();
    await tx.insert(secretKeys).values({ id: key.id, state: 'current' });
  });
  reached('registered');
  return key;
}

async function resealAll({ db, secrets, reached, batchRows }: Required<Rotating>, done: SecretRotation): Promise<void> {
  done.unreadable = 0;
  for (const column of sealedColumns) {
    for (let after = ''; ; ) {
      const batch = await resealBatch({ db, secrets, column, after, most: batchRows });
      if (!batch) break;
      done.resealed[column.name] += batch.resealed;
      done.unreadable += batch.unreadable;
      after = batch.last;
      reached('batch');
    }
  }
}

/**
 * From here on the database takes nothing of the former key. The lock waits for whoever is writing with it; false when one of
 * them has left a record, which has to be sealed again first.
 */
function closeFormer(db: Db, secrets: Secrets): Promise<boolean> {
  return db.transaction(async (tx) => {
    const known = await tx.select().from(secretKeys).orderBy(secretKeys.id).for('update');
    const keys = known.filter(({ state }) => state === 'former').map(({ id }) => id);
    for (const column of sealedColumns) {
      if (keys.length > 0 && (await holdsRecordsOf(tx, secrets, { column, keys }))) return false;
    }
    await tx.delete(secretKeys).where(eq(secretKeys.state, 'former'));
    return true;
  });
}
