import { endSteps } from '#lib/runtime/end-steps';
import type { EngineParts, EngineSql, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { announceWork, lockClaims } from '#lib/runtime/queue';
import { type LostStep, lostEnding, type StepEnding } from '#lib/runtime/step-ending';

export type TakenOver = { endings: StepEnding[]; runsToEnd: bigint[] };

/** Hands back what a dead node was running. Its own late writes find another owner and change nothing. */
export async function takeOver(parts: EngineParts, dead: string): Promise<TakenOver> {
  const now = parts.now();
  const taken = await parts.sql.begin(async (tx) => {
    await lockClaims(tx);
    await tx`delete from nodes where id = ${dead}`;
    const endings = (await stepsRunningOn(tx, dead)).map(lostEnding);
    const { runsToEnd } = await endSteps(tx, parts, { endings, node: dead, now });
    await announceWork(tx, parts.node);
    faultPoint('takeover-before-commit');
    return { endings, runsToEnd };
  });
  faultPoint('takeover-after-commit');
  return taken;
}

/** What is written down as running on a node. */
export function stepsRunningOn(tx: EngineTx | EngineSql, node: string) {
  return tx<LostStep[]>`
    select step.id,
           step.run_id                         as "runId",
           step.attempt,
           step.job,
           step.key,
           step.redeliveries,
           run.cancel_requested_at is not null as "cancelRequested"
    from run_steps step
    join runs run on run.id = step.run_id
    where step.state = 'running'
      and step.node = ${node}
    order by step.id`;
}
