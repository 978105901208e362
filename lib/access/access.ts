import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people } from '#db/schema/access';
import { type Auth, createAuth } from '#lib/access/auth';
import { blockListOf, isListed } from '#lib/access/client-address';
import { type Identity, identify } from '#lib/access/identity';
import { oneTimeToken } from '#lib/access/one-time-token';
import { programSecret } from '#lib/access/program-secret';
import { openRateLimits, type RateLimits } from '#lib/access/rate-limits';
import type { Secrets } from '#lib/access/secrets';
import type { Config } from '#lib/config';
import type { Logger } from '#lib/log';

/** Who may come in. One per process. */
export type Access = {
  auth: Auth;
  limits: RateLimits;
  /** Whether an address may read the metrics without a key. */
  isScraper: (address: string | null) => boolean;
  identify: (headers: Headers) => Promise<Identity | null>;
  /** The token of the link that makes the first administrator; null once there is one. */
  setupToken: () => Promise<string | null>;
};

type Parts = { db: Db; secrets: Secrets; config: Config; address: string; log: Logger };

export async function openAccess({ db, secrets, config, address, log }: Parts): Promise<Access> {
  const secret = await programSecret({ db, secrets, log }, 'sessions');
  const auth = createAuth({ db, secret, config, address, log });
  const limits = openRateLimits();
  const token = oneTimeToken();
  const scrapers = blockListOf(config.METRICS_ALLOW);
  let isSetUp = false;
  return Object.freeze({
    auth,
    limits,
    isScraper: (address: string | null) => address !== null && isListed(address, scrapers),
    identify: (headers: Headers) => identify({ db, auth, limits }, headers),
    setupToken: async () => {
      isSetUp ||= await hasAdministrator(db);
      return isSetUp ? null : token;
    },
  });
}

async function hasAdministrator(db: Pick<Db, 'select'>): Promise<boolean> {
  const found = await db.select({ id: people.id }).from(people).where(eq(people.role, 'admin')).limit(1);
  return found.length > 0;
}
