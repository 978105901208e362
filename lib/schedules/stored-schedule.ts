import { asc, eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { schedules } from '#db/schema/runtime';
import type { ScheduleSettings } from '#lib/contract/schedule';
import { AppError } from '#lib/errors';

const settingColumns = {
  id: schedules.id,
  job: schedules.job,
  cron: schedules.cron,
  zone: schedules.zone,
  enabled: schedules.enabled,
  missed: schedules.missed,
  graceMinutes: schedules.graceMinutes,
  overlap: schedules.overlap,
  retries: schedules.retries,
  retryMinutes: schedules.retryMinutes,
  parallel: schedules.parallel,
  input: schedules.input,
};

export type NamedSchedule = ScheduleSettings & { id: string; job: string };

export async function storedSchedules(db: Db): Promise<NamedSchedule[]> {
  const rows = await db.select(settingColumns).from(schedules).orderBy(asc(schedules.id));
  return rows.map(settingsOf);
}

/** Locked until the transaction ends, so that two changes at once do not lose one another. Throws `not_found`. */
export async function lockSchedule(tx: Db, id: string): Promise<NamedSchedule> {
  const [row] = await tx.select(settingColumns).from(schedules).where(eq(schedules.id, id)).for('update');
  if (row) return settingsOf(row);
  throw unknownSchedule(id);
}

export function unknownSchedule(id: string): AppError {
  return new AppError('not_found', `There is no schedule ${id}.`, { params: { schedule: id } });
}

type Row = Omit<NamedSchedule, 'input'> & { input: unknown };

function settingsOf(row: Row): NamedSchedule {
  return { ...row, input: jsonOf(row.input) };
}

/** True because the column is jsonb. */
function jsonOf(value: unknown): ScheduleSettings['input'] {
  return value as ScheduleSettings['input'];
}
