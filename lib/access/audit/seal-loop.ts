import type { Db } from '#db/db';
import { sealEntries } from '#lib/access/audit/seal-entries';
import type { Logger } from '#lib/log';
import { repeat } from '#lib/runtime/repeat';

/** Half of the second within which an entry is in the chain. */
const usualEveryMs = 500;

export type SealLoop = { stop: () => Promise<void> };

type SealLoopParts = { db: Db; log: Logger; everyMs?: number };

/** Seals for as long as the server runs, whoever wrote the entries, and what is left when it stops. */
export function startSealing({ db, log, everyMs = usualEveryMs }: SealLoopParts): SealLoop {
  const seal = async () => {
    await sealEntries(db);
  };
  const loop = repeat(seal, { everyMs, what: 'sealing the audit', log });
  return {
    async stop() {
      await loop.stop();
      await sealEntries(db);
    },
  };
}
