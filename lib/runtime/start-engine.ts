import { randomBytes } from 'node:crypto';
import { poolDefaults, postgres } from '#db/driver';
import type { Logger } from '#lib/log';
import type { Job } from '#lib/runtime/define-job';
import { endRun } from '#lib/runtime/end-run';
import type { Engine } from '#lib/runtime/engine';
import { type EngineState, startLoops } from '#lib/runtime/engine-loops';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { engineVerbs } from '#lib/runtime/engine-verbs';
import { armFaultPoint } from '#lib/runtime/fault-point';
import type { LogLimits } from '#lib/runtime/log-lines';
import { forgetNode, type NodeWatch, registerNode, watchNodes } from '#lib/runtime/nodes';
import { listenFor } from '#lib/runtime/queue';
import type { Resources } from '#lib/runtime/resources';
import { createRunLog, defaultLogLimits } from '#lib/runtime/run-log';
import { defaultTimings, type Timings } from '#lib/runtime/timings';
import { within } from '#lib/runtime/within';
import { createWorker } from '#lib/runtime/worker';

export type EngineOptions = {
  resources: Resources;
  /** The control plane's; the engine keeps a pool of its own. */
  databaseUrl: string;
  jobs: readonly Job[];
  log: Logger;
  /** What this process is called for people, such as the host's name. */
  node: string;
  /** Does this process own the warehouse? Steps that need it are left alone otherwise. */
  ownsWarehouse: boolean;
  slots: number;
  now?: () => Date;
  /** False leaves the ticks to other nodes. */
  schedules?: boolean;
  timings?: Partial<Timings>;
  logLimits?: LogLimits;
};

const longestStageMs = 2000;

/** Starts the engine: joins the other nodes, takes over what dead ones left, works and schedules until drained. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const fault = options.resources.config.FLUXION_FAULT;
  if (fault) armFaultPoint(fault);
  const parts = engineParts(options);
  const endings = new Set<Promise<unknown>>();
  const endRuns = (runIds: bigint[]) => {
    for (const runId of runIds) track(endings, endRun(parts, runId), parts.log);
  };
  const worker = createWorker(parts, endRuns);
  const state: EngineState = { draining: false, schedulerPassAt: null, problems: [] };

  await registerNode(parts.sql, parts.node);
  const stopListening = await listenFor(parts.sql, parts.node, {
    onWork: worker.wake,
    onCancel: (runId) => worker.stopRun(runId, 'cancelled'),
  });
  const loops = startLoops({ parts, worker, state, endRuns, schedules: options.schedules ?? true });

  // What each stage may take when the database does not answer.
  const stageMs = Math.min(longestStageMs, parts.timings.abortGraceMs);
  const stop = async () => {
    await within(Promise.all(Object.values(loops).map((loop) => loop.stop())), stageMs);
    await within(Promise.allSettled(endings), stageMs);
    worker.close();
    await within(parts.runLog.close(), stageMs);
    await within(leave(parts, stopListening), stageMs);
    await parts.sql.end({ timeout: 2 });
  };
  return engineVerbs({ parts, worker, state, loops, stop });
}

/** A process that freezes inside a transaction loses its locks: between two statements, or in the middle of sending one. */
const frozenLimits = { idle_in_transaction_session_timeout: 5000, statement_timeout: 10_000 };

/** A database that is gone keeps nobody from stopping: the next start finds what is left. */
async function leave({ sql, node, log }: EngineParts, stopListening: () => Promise<void>): Promise<void> {
  try {
    await stopListening();
    await forgetNode(sql, node);
  } catch (error) {
    log.warn({ err: error }, 'this node could not sign off');
  }
}

function engineParts(options: EngineOptions): EngineParts & { watch: NodeWatch } {
  const timings = { ...defaultTimings, ...options.timings };
  const now = options.now ?? (() => new Date());
  const sql = postgres(options.databaseUrl, {
    ...poolDefaults,
    max: 8,
    types: { bigint: postgres.BigInt },
    connection: { application_name: 'fluxion engine', ...frozenLimits },
    onnotice: () => {},
  });
  const limits = options.logLimits ?? defaultLogLimits;
  const node = `${options.node}.${randomBytes(4).toString('hex')}`;
  const watch = watchNodes(sql, node, timings.deadAfterMs);
  return {
    sql,
    watch,
    hasPeers: () => watch.others() > 0,
    resources: options.resources,
    jobs: new Map(options.jobs.map((job) => [job.name, job])),
    node,
    slots: options.slots,
    ownsWarehouse: options.ownsWarehouse,
    now,
    log: options.log,
    runLog: createRunLog({ sql, log: options.log, now, limits, flushMs: timings.logFlushMs }),
    timings,
  };
}

/** A run whose end failed here is found again by the upkeep. */
function track(pending: Set<Promise<unknown>>, work: Promise<unknown>, log: Logger): void {
  const tracked = work
    .catch((error: unknown) => log.warn({ err: error }, 'a run could not be ended; the upkeep tries again'))
    .finally(() => pending.delete(tracked));
  pending.add(tracked);
}
