/** A cron line that a person can read in words; every other line is shown as it is written. */
export type CronWords =
  | { kind: 'daily' | 'weekdays'; clock: string }
  | { kind: 'weekly'; clock: string; weekday: number }
  | { kind: 'hourly'; minute: string }
  | { kind: 'everyMinutes'; minutes: number }
  | { kind: 'other' };

const whole = /^\d{1,2}$/;

export function cronWords(cron: string): CronWords {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...more] = cron.trim().split(/\s+/);
  if (more.length > 0 || day !== '*' || month !== '*') return { kind: 'other' };
  const every = /^\*\/(\d{1,2})$/.exec(minute);
  if (every && hour === '*' && weekday === '*') return { kind: 'everyMinutes', minutes: Number(every[1]) };
  if (!whole.test(minute)) return { kind: 'other' };
  if (hour === '*' && weekday === '*') return { kind: 'hourly', minute: minute.padStart(2, '0') };
  if (!whole.test(hour)) return { kind: 'other' };
  const clock = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (weekday === '*') return { kind: 'daily', clock };
  if (weekday === '1-5') return { kind: 'weekdays', clock };
  return /^[0-7]$/.test(weekday) ? { kind: 'weekly', clock, weekday: Number(weekday) % 7 } : { kind: 'other' };
}
