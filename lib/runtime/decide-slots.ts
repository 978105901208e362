import type { MissedPolicy } from '#lib/contract/schedule';

/** A slot found this late or less was not missed: the loop looks at least once a second, a restart takes some more. */
const onTimeMs = 60_000;

export type SlotDecision = { slotAt: Date; outcome: 'ran' | 'caught_up' | 'skipped'; reason: string | null };

export type SlotRules = {
  now: Date;
  enabled: boolean;
  /** Schedules are off for the whole program (ENABLE_SCHEDULED_TASKS=false). */
  brake: boolean;
  missed: MissedPolicy;
  graceMinutes: number;
  /** Overlap policy `skip` and a run of this schedule is still going: its id. */
  overlapsRun: bigint | null;
  /** Later slots are due too and are decided after these. */
  moreDue: boolean;
};

/** What becomes of each due slot of one schedule. `due` is oldest first; every slot gets its decision. */
export function decideSlots(due: readonly Date[], rules: SlotRules): SlotDecision[] {
  if (rules.brake || !rules.enabled) {
    return due.map((slotAt) => skipped(slotAt, rules.brake ? 'brake' : 'disabled'));
  }
  const newest = rules.moreDue ? undefined : due.at(-1);
  return due.map((slotAt) => decide(slotAt, slotAt === newest, rules));
}

function decide(slotAt: Date, isNewest: boolean, rules: SlotRules): SlotDecision {
  const lateMs = rules.now.getTime() - slotAt.getTime();
  const missedIt = lateMs > onTimeMs;
  if (missedIt && rules.missed === 'none') return skipped(slotAt, 'missed');
  if (missedIt && lateMs > rules.graceMinutes * 60_000) return skipped(slotAt, 'grace');
  if (rules.missed === 'last' && !isNewest) return skipped(slotAt, 'missed');
  if (rules.overlapsRun !== null) return skipped(slotAt, `overlap in run ${rules.overlapsRun}`);
  return { slotAt, outcome: missedIt ? 'caught_up' : 'ran', reason: null };
}

function skipped(slotAt: Date, reason: string): SlotDecision {
  return { slotAt, outcome: 'skipped', reason };
}
