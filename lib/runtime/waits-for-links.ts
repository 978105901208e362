import type { EngineTx } from '#lib/runtime/engine-parts';

/**
 * As SQL: an open run that has nothing left but steps which found their link down. It may wait for hours, for a store
 * alone: it holds no later slot of its schedule up. Steps that run are among them, for they look again now and then.
 */
export function waitsForLinks(tx: EngineTx, run: 'runs' | 'earlier') {
  const openStep = tx`
    select 1
    from run_steps open_step
    where open_step.run_id = ${tx(run)}.id
      and open_step.state in ('pending', 'running', 'waiting')`;
  return tx`(
    exists (${openStep} and open_step.link_down_at is not null)
    and not exists (${openStep} and open_step.link_down_at is null))`;
}
