import type { Enablement, Schedule } from '#lib/contract/schedule';
import type { Runtime } from '#lib/runtime/current';
import { changeSchedule } from '#lib/schedules/change-schedule';

/**
 * Switches a schedule on; what passed while it was off is run first, when that is asked for. Interrupted in between, it
 * is still off and asks again for what is left.
 */
export async function enableSchedule(
  program: Pick<Runtime, 'db' | 'engine' | 'config'>,
  id: string,
  { missed }: Enablement,
): Promise<Schedule> {
  if (missed !== 'none') await program.engine.catchUp(id, missed);
  return changeSchedule(program, id, () => ({ enabled: true }));
}
