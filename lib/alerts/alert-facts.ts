import type { Db } from '#db/db';
import type { Recovered } from '#lib/contract/alert';

/** A store and how far behind it is; `neverLoadedFor` counts days since it was added, while nothing of it is there. */
export type StoreLag = {
  storeId: string;
  daysBehind: number;
  lastDay: string | null;
  onHold: boolean;
  neverLoadedFor: number | null;
};

/** What rooms know and alerts ask: handed in, because rooms never import each other. */
export type AlertFacts = {
  /** Every active store. */
  storeLags: (db: Db, now: Date) => Promise<StoreLag[]>;
  /** What the steps of a job brought, once they are done; null where that is not store-days. */
  broughtBySteps: (db: Db, job: string, steps: readonly string[]) => Promise<Recovered | null>;
  /** What stores got after their last good day of then. */
  broughtSince: (db: Db, stores: readonly { storeId: string; lastDay: string | null }[]) => Promise<Recovered | null>;
};
