import { endSteps } from '#lib/runtime/end-steps';
import type { EngineParts } from '#lib/runtime/engine-parts';
import type { RunningStep } from '#lib/runtime/execute-step';
import { orphanEnding, type StepEnding } from '#lib/runtime/step-ending';
import { stepsRunningOn } from '#lib/runtime/take-over';

export type HandedBack = { endings: StepEnding[]; runsToEnd: bigint[] };

/**
 * Finds steps that are written down as running on this node and that nothing here runs: the connection broke after the
 * claim was committed and before its answer came. One that is still so after a while is handed back.
 */
export function watchOrphans(parts: EngineParts, running: ReadonlyMap<string, RunningStep>): () => Promise<HandedBack> {
  const patienceMs = parts.timings.deadAfterMs / 2;
  let since = new Map<string, number>();
  return async () => {
    const nowMs = performance.now();
    const held = await stepsRunningOn(parts.sql, parts.node);
    // An answer that is merely late still starts its step.
    const orphans = held.filter((step) => !running.has(nameOf(step)));
    since = new Map(orphans.map((step) => [nameOf(step), since.get(nameOf(step)) ?? nowMs]));
    const lost = orphans.filter((step) => nowMs - (since.get(nameOf(step)) ?? nowMs) >= patienceMs);
    if (lost.length === 0) return { endings: [], runsToEnd: [] };
    const endings = lost.map(orphanEnding);
    const { written, runsToEnd } = await parts.sql.begin((tx) =>
      endSteps(tx, parts, { endings, node: parts.node, now: parts.now() }),
    );
    return { endings: endings.filter(({ id }) => written.has(id)), runsToEnd };
  };
}

function nameOf({ id, attempt }: { id: bigint; attempt: number }): string {
  return `${id}/${attempt}`;
}
