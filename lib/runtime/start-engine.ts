import { randomBytes } from 'node:crypto';
import { poolDefaults, postgres } from '#db/driver';
import type { Logger } from '#lib/log';
import { cancelRun } from '#lib/runtime/cancel-run';
import { checkEngine } from '#lib/runtime/check-engine';
import type { Job } from '#lib/runtime/define-job';
import { endRun } from '#lib/runtime/end-run';
import type { Engine, RunRequest } from '#lib/runtime/engine';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { armFaultPoint } from '#lib/runtime/fault-point';
import { beat, forgetNode, type NodeWatch, registerNode, watchNodes } from '#lib/runtime/nodes';
import { announceWork, listenFor } from '#lib/runtime/queue';
import { type Repetition, repeat } from '#lib/runtime/repeat';
import type { Resources } from '#lib/runtime/resources';
import { retryRun } from '#lib/runtime/retry-run';
import { createRunLog, defaultLogLimits, type LogLimits } from '#lib/runtime/run-log';
import { enterDueSlots } from '#lib/runtime/scheduler';
import { startRun } from '#lib/runtime/start-run';
import { takeOver } from '#lib/runtime/take-over';
import { defaultTimings, type Timings } from '#lib/runtime/timings';
import { cancelOverdueRuns, endFinishedRuns, stopForeignSteps, writeProgress } from '#lib/runtime/upkeep';
import { createWorker, type Worker } from '#lib/runtime/worker';

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

const checkEveryMs = 60_000;
/** After the deadline of a drain: what steps get to notice that they were stopped. */
const stopGraceMs = 2000;

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

  const stop = async () => {
    await Promise.all(Object.values(loops).map((loop) => loop.stop()));
    await Promise.allSettled(endings);
    worker.close();
    await parts.runLog.close();
    await leave(parts, stopListening);
  };
  return engine({ parts, worker, state, loops, stop });
}

/** A database that is gone keeps nobody from stopping: the next start finds what is left. */
async function leave({ sql, node, log }: EngineParts, stopListening: () => Promise<void>): Promise<void> {
  try {
    await stopListening();
    await forgetNode(sql, node);
  } catch (error) {
    log.warn({ err: error }, 'this node could not sign off');
  }
  await sql.end({ timeout: 2 });
}

function engineParts(options: EngineOptions): EngineParts & { watch: NodeWatch } {
  const timings = { ...defaultTimings, ...options.timings };
  const now = options.now ?? (() => new Date());
  const sql = postgres(options.databaseUrl, {
    ...poolDefaults,
    max: 8,
    types: { bigint: postgres.BigInt },
    // A process that freezes inside a transaction must not keep its locks from the others.
    connection: { application_name: 'fluxion engine', idle_in_transaction_session_timeout: 5000 },
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

type EngineState = { draining: boolean; schedulerPassAt: Date | null; problems: string[] };
type Shared = {
  parts: EngineParts & { watch: NodeWatch };
  worker: Worker;
  state: EngineState;
  endRuns: (runIds: bigint[]) => void;
};
type Loops = Record<'beats' | 'upkeep' | 'progress' | 'scheduler' | 'check', Repetition>;

function startLoops({ parts, worker, state, endRuns, schedules }: Shared & { schedules: boolean }): Loops {
  const { timings, log } = parts;
  const upkeep = async () => {
    for (const dead of await parts.watch.dead()) endRuns((await takeOverFrom(parts, dead)).runsToEnd);
    await stopForeignSteps(parts, worker.running);
    await cancelOverdueRuns(parts);
    await endFinishedRuns(parts);
    worker.wake();
  };
  const beats = async () => {
    if (await beat(parts.sql, parts.node)) return;
    log.error({ node: parts.node }, 'this node was declared dead; its steps are others’ now');
    worker.stopAll('lost');
    await registerNode(parts.sql, parts.node);
  };
  const passSchedules = async () => {
    if (!schedules) return;
    const { runs, problems } = await enterDueSlots(parts);
    state.schedulerPassAt = parts.now();
    for (const problem of problems) log.error({ problem }, 'a schedule cannot run');
    if (runs > 0) worker.wake();
  };
  const check = async () => {
    state.problems = await checkEngine(parts);
    for (const problem of state.problems) log.error({ problem }, 'the scheduler checked itself');
  };
  return {
    beats: repeat(beats, { everyMs: timings.beatMs, what: 'the heartbeat', log }),
    upkeep: repeat(upkeep, { everyMs: timings.pollMs, what: 'the upkeep', log }),
    progress: repeat(() => writeProgress(parts, worker.running), {
      everyMs: timings.progressFlushMs,
      what: 'writing progress',
      log,
    }),
    scheduler: repeat(passSchedules, { everyMs: timings.schedulerMs, what: 'the scheduler', log }),
    check: repeat(check, { everyMs: checkEveryMs, what: 'the check of the schedules', log }),
  };
}

async function takeOverFrom(parts: EngineParts, dead: string) {
  const taken = await takeOver(parts, dead);
  if (taken.endings.length > 0) parts.log.warn({ dead, steps: taken.endings.length }, 'took over from a dead node');
  for (const { runId, key, error } of taken.endings) {
    const message = error?.message ?? `${key}: the process that ran it died; it is started again.`;
    parts.runLog.of(runId, key)(error ? 'error' : 'warning', message, { code: 'step_lost', params: { step: key } });
  }
  return taken;
}

type Running = Omit<Shared, 'endRuns'> & { loops: Loops; stop: () => Promise<void> };

function engine({ parts, worker, state, loops, stop }: Running): Engine {
  return {
    jobs: parts.jobs,
    startRun: async (request: RunRequest) => {
      const reserved = worker.reserve();
      try {
        const { plan, ...started } = await startRun(parts, request, reserved);
        if (reserved) worker.run(plan);
        if (!plan && started.created) await announceWork(parts.sql, parts.node).finally(worker.wake);
        return started;
      } catch (error) {
        if (reserved) worker.run(null);
        throw error;
      }
    },
    cancelRun: async (runId, by) => {
      const nothingLeft = await cancelRun(parts, runId, null);
      worker.stopRun(runId, 'cancelled');
      const message = by ? `Cancelled by ${by}.` : 'Cancelled.';
      parts.runLog.of(runId, null)('warning', message, { code: 'run_cancel_requested', params: { by } });
      await parts.runLog.flush();
      if (nothingLeft) await endRun(parts, runId);
    },
    retryRun: async (runId, by) => {
      const retried = await retryRun(parts, runId);
      const message = `${retried.steps} ${retried.steps === 1 ? 'step' : 'steps'} started again${by ? ` by ${by}` : ''}.`;
      parts.runLog.of(runId, null)('info', message, { code: 'run_retried', params: { by, steps: retried.steps } });
      worker.wake();
      return retried;
    },
    wakeScheduler: () => {
      loops.scheduler.now();
      loops.check.now();
    },
    status: () => ({
      node: parts.node,
      running: worker.running.size,
      slots: parts.slots,
      draining: state.draining,
      schedulerPassAt: state.schedulerPassAt?.toISOString() ?? null,
      problems: [...state.problems],
    }),
    drain: async (timeoutMs) => {
      if (state.draining) return;
      state.draining = true;
      worker.pause();
      await loops.scheduler.stop();
      await within(worker.idle(), timeoutMs);
      worker.stopAll('draining');
      await within(worker.idle(), stopGraceMs);
      await stop();
    },
  };
}

async function within(done: Promise<void>, timeoutMs: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([done, late]);
  clearTimeout(timer);
}
