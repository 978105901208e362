import type { EngineSql } from '#lib/runtime/engine-parts';

/** Is this attempt still the step's own? A node that froze and woke up may have lost it to another. */
export async function ownsStep(sql: EngineSql, step: { id: bigint; attempt: number }, node: string): Promise<boolean> {
  const [owned] = await sql`
    select 1
    from run_steps step
    join runs run on run.id = step.run_id
    where step.id = ${step.id}
      and step.attempt = ${step.attempt}
      and step.state = 'running'
      and step.node = ${node}
      and run.cancel_requested_at is null`;
  return owned !== undefined;
}
