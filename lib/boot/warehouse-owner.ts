import { setTimeout as delay } from 'node:timers/promises';
import { postgres } from '#db/driver';
import type { Logger } from '#lib/log';

export type WarehouseOwner = {
  /** Decided at the start, for the life of the process. */
  owns: boolean;
  /** What a person should know; null when all is well. */
  problem: () => string | null;
  release: () => Promise<void>;
};

/** Any number, as long as every server takes the same one. */
const ownerLock = 7_358_466_003;
/** A server that was killed just now may still hold it. */
const patienceMs = 3000;
const checkEveryMs = 5000;
/** PostgreSQL notices within a minute that the machine of an owner is gone. */
const keepalive = { tcp_keepalives_idle: 30, tcp_keepalives_interval: 10, tcp_keepalives_count: 3 };

/** Servers on one database share its projection of the warehouse: only the one whose warehouse it shows may write it. */
export async function ownWarehouse(url: string | undefined, log: Logger): Promise<WarehouseOwner> {
  if (url === undefined) return { owns: true, problem: () => null, release: async () => {} };
  let held = false;
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connection: { application_name: 'fluxion warehouse owner', ...keepalive },
    onclose: () => {
      held = false;
    },
  });
  const take = async () => {
    const [lock] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${ownerLock}) as taken`;
    held = lock?.taken === true;
  };
  const deadline = Date.now() + patienceMs;
  for (await take(); !held && Date.now() < deadline; await take()) await delay(patienceMs / 10);
  if (!held) {
    await sql.end({ timeout: 2 });
    log.warn(otherOwner);
    return { owns: false, problem: () => otherOwner, release: async () => {} };
  }
  // The lock goes with its connection.
  const retake = () => void (held || take().catch((error: unknown) => log.warn({ err: error }, lockLost)));
  const timer = setInterval(retake, checkEveryMs).unref();
  const release = async () => {
    clearInterval(timer);
    await sql.end({ timeout: 2 });
  };
  return { owns: true, problem: () => (held ? null : lockLost), release };
}

const otherOwner =
  'another server on this database owns the warehouse; this one takes no step that needs it. Stop the other one, then start this one again';
const lockLost = 'the ownership of the warehouse was lost with a connection and is being taken again';
