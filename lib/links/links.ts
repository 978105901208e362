import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { links } from '#db/schema/links';
import { AppError, failureOf, isAppError } from '#lib/errors';
import { circuitOf } from '#lib/links/circuit-of';
import type { Try } from '#lib/links/next-link';
import { type Recorded, recordTry } from '#lib/links/record-try';
import type { Logger } from '#lib/log';
import type { SourceProbe, Sources } from '#lib/sources/source';

/** The ways to the stores: what is known of them, and who may use them now. */
export type Links = {
  everyMs: number;
  /** Throws `link_down` while the store is left alone. */
  refuseOpenCircuit: (store: { id: string; name: string }) => Promise<void>;
  /** What a load found when it connected: null when it got through. Never throws. */
  report: (storeId: string, error: unknown) => Promise<void>;
  /** The line broke under a load: the store is probed before its turn. Never throws. */
  suspect: (storeId: string) => Promise<void>;
  /** Tries to reach the store now and puts it on record. A probe that is under way already is not doubled. */
  probe: (storeId: string, signal: AbortSignal) => Promise<void>;
  /** A store that was left alone can be reached again. */
  onBack: (listener: (storeId: string) => Promise<unknown>) => void;
  /** Some store should be probed before its turn. */
  onSuspicion: (listener: () => void) => void;
};

export type LinkParts = {
  db: Db;
  /** As they are: probes must reach a store that loads leave alone. */
  sources: Pick<Sources, 'sqlServer' | 'connection'>;
  everyMs: number;
  log: Logger;
  now?: () => Date;
};

/** One load after another gets through: one such piece of news a minute is enough. */
const sameNewsMs = 60_000;

export function openLinks({ db, sources, everyMs, log, now = () => new Date() }: LinkParts): Links {
  const backListeners: ((storeId: string) => Promise<unknown>)[] = [];
  const suspicionListeners: (() => void)[] = [];
  const underWay = new Map<string, Promise<void>>();
  const reachedAt = new Map<string, number>();

  const record = async (storeId: string, tried: Omit<Try, 'at'>) => {
    const at = now();
    if (tried.failure === null) reachedAt.set(storeId, at.getTime());
    else reachedAt.delete(storeId);
    const recorded = await recordTry(db, storeId, { ...tried, at }, everyMs);
    if (recorded === null) return;
    tell(log, storeId, recorded);
    const { before, after } = recorded;
    if (before.circuit === 'open' && after.circuit === 'closed') {
      for (const back of backListeners) await unheard(log, storeId, back(storeId));
    }
    if (before.state === 'down' || after.state !== 'down') return;
    await askOthers(db, storeId, at);
    for (const suspect of suspicionListeners) suspect();
  };
  const probe = async (storeId: string, signal: AbortSignal) => {
    const found = await look(sources, storeId, signal);
    // Stopped by us: says nothing about the store.
    if (signal.aborted) return;
    await record(storeId, { by: 'probe', ...found });
  };

  return {
    everyMs,
    async refuseOpenCircuit({ id, name }) {
      const circuit = await circuitOf(db, id, now());
      if (circuit === null) return;
      const message = `${name}: not reached since ${circuit.since}; it is left alone until a probe gets through`;
      throw new AppError('link_down', message, { params: { store: id, since: circuit.since, cause: circuit.cause } });
    },
    async report(storeId, error) {
      const isNews = now().getTime() - (reachedAt.get(storeId) ?? Number.NEGATIVE_INFINITY) > sameNewsMs;
      if (error === null ? !isNews : !isAboutStore(error)) return;
      const failure = error === null ? null : failureOf(error);
      await unheard(log, storeId, record(storeId, { by: 'load', tcpMs: null, loginMs: null, failure }));
    },
    async suspect(storeId) {
      const due = db.update(links).set({ nextProbeAt: now() }).where(sql`${links.storeId} = ${storeId}`);
      await unheard(log, storeId, due);
      for (const suspect of suspicionListeners) suspect();
    },
    probe(storeId, signal) {
      const running = underWay.get(storeId) ?? probe(storeId, signal).finally(() => underWay.delete(storeId));
      underWay.set(storeId, running);
      return running;
    },
    onBack: (listener) => void backListeners.push(listener),
    onSuspicion: (listener) => void suspicionListeners.push(listener),
  };
}

/** A store without a password cannot be let in: that is an answer too. */
async function look(
  { sqlServer, connection }: LinkParts['sources'],
  storeId: string,
  signal: AbortSignal,
): Promise<SourceProbe> {
  try {
    return await sqlServer.probe(await connection(storeId), signal);
  } catch (error) {
    if (!signal.aborted && !isAboutStore(error)) throw error;
    return { tcpMs: null, loginMs: null, failure: failureOf(error) };
  }
}

/** What the store or the line to it did; not our own end, and not a bug. */
const isAboutStore = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'source_unavailable' || error.code === 'source_rejected');

/** Neither a load nor the next probe fails because what was found could not be written or passed on. */
async function unheard(log: Logger, store: string, work: PromiseLike<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    log.warn({ err: error, store }, 'what was found of the link could not be written or passed on');
  }
}

function tell(log: Logger, store: string, { before, after }: Recorded): void {
  if (before.state !== after.state) {
    const level = after.state === 'up' ? 'info' : 'warn';
    log[level]({ store, from: before.state, to: after.state, failure: after.failure }, 'a link changed');
  }
  if (before.circuit !== after.circuit) log.warn({ store, circuit: after.circuit }, 'a circuit changed');
}

const askedAtOnce = 8;
const freshSeconds = 30;
const networkOf = (host: string) => sql`substring(${sql.raw(host)} from '^(\\d+\\.\\d+\\.\\d+)\\.\\d+$')`;

/**
 * One store fell: eight others, of its own network first, are probed at once. When the tunnel is down each of them asks
 * eight more, and all of it is known in the time of a few probes; when it is the store alone, eight probes were spent.
 */
async function askOthers(db: Db, storeId: string, at: Date): Promise<void> {
  await db.execute(sql`
    update links
    set next_probe_at = ${at.toISOString()}::timestamptz
    where store_id in (
      select other.store_id
      from links other
      join stores on stores.id = other.store_id
      join stores fallen on fallen.id = ${storeId}
      where other.store_id <> ${storeId}
        and other.state <> 'down'
        and stores.active
        and other.last_probe_at < ${at.toISOString()}::timestamptz - ${`${freshSeconds} seconds`}::interval
      order by ${networkOf('stores.host')} is not distinct from ${networkOf('fallen.host')} desc, other.last_probe_at
      limit ${askedAtOnce}
    )`);
}
