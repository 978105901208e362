import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MissedPolicy, OverlapPolicy } from '#lib/contract/schedule';
import { slotsUntil } from '#lib/runtime/cron';
import { decideSlots, type SlotDecision } from '#lib/runtime/decide-slots';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText } from '#lib/runtime/json-text';
import { type SlotSchedule, slotRun, startSlots } from '#lib/runtime/slot-run';
import { waitsForLinks } from '#lib/runtime/waits-for-links';

const schedulesAtOnce = 200;
/** Slots of all schedules in one transaction: computing them holds the process up, some 75 µs for each. */
const slotsAtOnce = 2000;

type DueSchedule = SlotSchedule & {
  cron: string;
  enabled: boolean;
  missed: MissedPolicy;
  graceMinutes: number;
  overlap: OverlapPolicy;
  cursorAt: Date;
  openRun: bigint | null;
};

export type SchedulerPass = { runs: number; problems: string[] };

/** Enters every slot that is due, with the run that it starts. Several nodes may do it at the same time. */
export async function enterDueSlots(parts: EngineParts): Promise<SchedulerPass> {
  const pass: SchedulerPass = { runs: 0, problems: [] };
  for (;;) {
    const { moreDue, runs, problems } = await enterSome(parts);
    pass.runs += runs;
    pass.problems.push(...problems);
    if (!moreDue) return pass;
    await nextTurn();
  }
}

type EnteredSome = { moreDue: boolean; runs: number; problems: string[] };

async function enterSome(parts: EngineParts): Promise<EnteredSome> {
  const now = parts.now();
  const entered = await parts.sql.begin(async (tx) => {
    const due = await dueSchedules(tx, now);
    if (due.length === 0) return { moreDue: false, runs: 0, problems: [] };
    const { slots, moreDue } = slotsOfAll(parts, due, now);
    faultPoint('tick-before-insert');
    const ticks = await insertTicks(tx, slots, parts.node);
    const runs = await startTicks(tx, parts, { slots, ticks, now });
    await moveCursors(tx, slots);
    faultPoint('tick-before-commit');
    return { moreDue, runs, problems: slots.flatMap(({ problem }) => problem ?? []) };
  });
  if (entered.runs > 0) faultPoint('tick-after-commit');
  return entered;
}

/** Locked rows belong to another node's pass. */
function dueSchedules(tx: EngineTx, now: Date) {
  return tx<DueSchedule[]>`
    select id, job, cron, zone, enabled, missed, overlap, retries, parallel, input,
           grace_minutes as "graceMinutes",
           retry_minutes as "retryMinutes",
           cursor_at     as "cursorAt",
           (select min(runs.id)
            from runs
            where runs.schedule_id = schedules.id
              and runs.state in ('pending', 'running', 'waiting')
              and not ${waitsForLinks(tx, 'runs')}) as "openRun"
    from schedules
    where next_at <= ${now}
    order by next_at, id
    limit ${schedulesAtOnce}
    for update skip locked`;
}

type ScheduleSlots = {
  schedule: DueSchedule;
  decisions: SlotDecision[];
  cursorAt: Date;
  nextAt: Date | null;
  problem: string | null;
};

/** As many as the transaction may hold; the schedules that are left over come next. */
function slotsOfAll(parts: EngineParts, due: DueSchedule[], now: Date): { slots: ScheduleSlots[]; moreDue: boolean } {
  const slots: ScheduleSlots[] = [];
  let left = slotsAtOnce;
  for (const schedule of due) {
    if (left === 0) break;
    const some = slotsOf(parts, schedule, { now, limit: left });
    left -= some.decisions.length;
    slots.push(some);
  }
  const behind = slots.some(({ nextAt }) => nextAt !== null && nextAt <= now);
  return { slots, moreDue: behind || slots.length < due.length || due.length === schedulesAtOnce };
}

type SlotShare = { now: Date; limit: number };

function slotsOf({ resources, jobs }: EngineParts, schedule: DueSchedule, { now, limit }: SlotShare): ScheduleSlots {
  const { id, cron, zone, cursorAt } = schedule;
  try {
    const { due, next } = slotsUntil(cron, zone, { after: cursorAt, until: now, limit });
    const rules = {
      now,
      enabled: schedule.enabled,
      brake: !resources.config.ENABLE_SCHEDULED_TASKS,
      missed: schedule.missed,
      graceMinutes: schedule.graceMinutes,
      overlapsRun: schedule.overlap === 'skip' ? schedule.openRun : null,
      moreDue: next !== null && next <= now,
    };
    const decisions = jobs.has(schedule.job) ? decideSlots(due, rules) : due.map(withoutJob);
    return { schedule, decisions, cursorAt: due.at(-1) ?? cursorAt, nextAt: next, problem: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { schedule, decisions: [], cursorAt, nextAt: null, problem: `Schedule ${id} cannot run: ${why}` };
  }
}

function withoutJob(slotAt: Date): SlotDecision {
  return { slotAt, outcome: 'skipped', reason: 'unknown job' };
}

type Tick = { scheduleId: string; slotAt: Date; outcome: SlotDecision['outcome'] };

/** Answers the ticks that are new: the primary key (schedule, slot) lets each be entered once, by whoever comes first. */
function insertTicks(tx: EngineTx, slots: ScheduleSlots[], node: string) {
  const rows = slots.flatMap(({ schedule, decisions }) =>
    decisions.map((tick) => ({ scheduleId: schedule.id, ...tick })),
  );
  return tx<Tick[]>`
    insert into ticks (schedule_id, slot_at, outcome, reason, node)
    select "scheduleId", "slotAt", "outcome", "reason", ${node}
    from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as tick(
      "scheduleId" text, "slotAt" timestamptz, "outcome" text, "reason" text)
    order by "scheduleId", "slotAt"
    on conflict do nothing
    returning schedule_id as "scheduleId", slot_at as "slotAt", outcome`;
}

type Started = { slots: ScheduleSlots[]; ticks: Tick[]; now: Date };

async function startTicks(tx: EngineTx, parts: EngineParts, { slots, ticks, now }: Started): Promise<number> {
  const schedules = new Map(slots.map(({ schedule }) => [schedule.id, schedule]));
  const runs = ticks
    .filter(({ outcome }) => outcome !== 'skipped')
    .flatMap(({ scheduleId, slotAt }) => slotRun(parts, schedules.get(scheduleId), slotAt));
  if (runs.length === 0) return 0;
  return startSlots(tx, parts, { runs, now });
}

async function moveCursors(tx: EngineTx, slots: ScheduleSlots[]): Promise<void> {
  const rows = slots.map(({ schedule, cursorAt, nextAt }) => ({ id: schedule.id, cursorAt, nextAt }));
  await tx`
    update schedules
    set cursor_at = moved."cursorAt", next_at = moved."nextAt"
    from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as moved("id" text, "cursorAt" timestamptz, "nextAt" timestamptz)
    where schedules.id = moved."id"`;
}
