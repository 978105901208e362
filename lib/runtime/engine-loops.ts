import { checkEngine } from '#lib/runtime/check-engine';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { beat, type NodeWatch, registerNode } from '#lib/runtime/nodes';
import { watchOrphans } from '#lib/runtime/orphans';
import { type Repetition, repeat } from '#lib/runtime/repeat';
import { enterDueSlots } from '#lib/runtime/scheduler';
import type { StepEnding } from '#lib/runtime/step-ending';
import { takeOver } from '#lib/runtime/take-over';
import { cancelOverdueRuns, endFinishedRuns, stopForeignSteps, writeProgress } from '#lib/runtime/upkeep';
import type { Worker } from '#lib/runtime/worker';

const checkEveryMs = 60_000;

export type EngineState = { draining: boolean; schedulerPassAt: Date | null; problems: string[] };
export type EngineShared = {
  parts: EngineParts & { watch: NodeWatch };
  worker: Worker;
  state: EngineState;
  endRuns: (runIds: bigint[]) => void;
};
export type EngineLoops = Record<'beats' | 'upkeep' | 'progress' | 'scheduler' | 'check', Repetition>;

/** What the engine does by the clock: it lives, looks after steps and runs, writes progress, enters ticks, checks itself. */
export function startLoops({
  parts,
  worker,
  state,
  endRuns,
  schedules,
}: EngineShared & { schedules: boolean }): EngineLoops {
  const { timings, log } = parts;
  const handBackOrphans = watchOrphans(parts, worker.running);
  const lookAfter = async () => {
    const orphans = await handBackOrphans();
    sayLost(parts, orphans.endings, 'nothing ran it after a lost connection');
    endRuns(orphans.runsToEnd);
    for (const dead of await parts.watch.dead()) endRuns((await takeOverFrom(parts, dead)).runsToEnd);
    await stopForeignSteps(parts, worker.running);
    await cancelOverdueRuns(parts);
    await endFinishedRuns(parts);
  };
  // Whatever fails there, work that is due is claimed.
  const upkeep = () => lookAfter().finally(worker.wake);
  const beats = async () => {
    if (await beat(parts.sql, parts.node)) return;
    log.error({ node: parts.node }, 'this node was declared dead; its steps are others’ now');
    await registerNode(parts.sql, parts.node);
    // Not all of them: what was claimed since then is this node's own.
    await stopForeignSteps(parts, worker.running);
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
  sayLost(parts, taken.endings, 'the process that ran it died');
  return taken;
}

function sayLost({ runLog }: EngineParts, endings: StepEnding[], why: string): void {
  for (const { runId, key, error } of endings) {
    const message = error?.message ?? `${key}: ${why}; it is started again.`;
    runLog.of(runId, key)(error ? 'error' : 'warning', message, { code: 'step_lost', params: { step: key } });
  }
}
