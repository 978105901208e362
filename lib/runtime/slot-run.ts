import { dayInZone } from '#lib/contract/day';
import type { EngineParts, EngineTx } from '#lib/runtime/engine-parts';
import { jsonText } from '#lib/runtime/json-text';
import { insertRuns, type NewRun, newRun } from '#lib/runtime/start-run';

/** What a schedule gives to its runs. */
export type SlotSchedule = {
  id: string;
  job: string;
  zone: string;
  input: unknown;
  retries: number | null;
  retryMinutes: number | null;
  parallel: number | null;
};

/** The run of a slot; none when its job is gone. */
export function slotRun({ jobs }: EngineParts, schedule: SlotSchedule | undefined, slotAt: Date): NewRun[] {
  const job = schedule && jobs.get(schedule.job);
  if (!job) return [];
  const { id: scheduleId, zone, input, retries, retryMinutes, parallel } = schedule;
  const own = { retries, retryMinutes, parallel, scheduleId, slotAt };
  const request = { ...own, job: job.name, input, trigger: 'schedule', requestedBy: null } as const;
  // An input that the job does not take fails the run, where its people see it, not the scheduler.
  const parsed = job.input.safeParse(input);
  const planned = parsed.success ? job : { ...job, parallel: 1 };
  return [newRun(planned, request, { input: parsed.data, today: dayInZone(slotAt, zone) })];
}

/** Starts the runs of slots and writes each down with its tick; answers how many. */
export async function startSlots(
  tx: EngineTx,
  parts: EngineParts,
  { runs, now }: { runs: NewRun[]; now: Date },
): Promise<number> {
  const inserted = await insertRuns(tx, runs, { now, node: parts.node, claimed: false });
  await tx`
    update ticks
    set run_id = run."runId"
    from jsonb_to_recordset(${jsonText(inserted)}::text::jsonb) as run(
      "runId" bigint, "scheduleId" text, "slotAt" timestamptz)
    where ticks.schedule_id = run."scheduleId"
      and ticks.slot_at = run."slotAt"`;
  return inserted.length;
}
