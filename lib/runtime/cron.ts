import { Cron } from 'croner';

const nicknames = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/i;
/** A pattern whose hours have no wildcard runs once a day also when the clock shows that hour twice, or never. */
const fixedTimeRule = 'no-wildcard';

/** Croner computes and never fires: its own timer can skip a slot when the clock steps, and each object holds 84 kB. */
function parse(cron: string, zone: string): Cron {
  const mode = nicknames.test(cron.trim()) ? 'auto' : '5-part';
  return new Cron(cron, { timezone: zone, mode, fixedTimeRule, paused: true });
}

/** The next `count` slots after `after`; fewer when the pattern has no more. */
export function nextSlots(cron: string, zone: string, after: Date, count: number): Date[] {
  return parse(cron, zone).nextRuns(count, after);
}

/** Nodes may differ by this much without anything being wrong. */
const clockSkewMs = 60_000;

/**
 * The instant before which every slot of a schedule is decided, where that lies in the future: the clock was ahead and
 * went back. Null as long as the stored next slot is no later than the pattern says.
 */
export function decidedUntil({ cron, zone, nextAt }: StoredSlot, now: Date): Date | null {
  if (nextAt === null || nextAt <= now || cronProblem(cron, zone) !== null) return null;
  const [expected] = nextSlots(cron, zone, new Date(now.getTime() + clockSkewMs), 1);
  return expected && nextAt > expected ? nextAt : null;
}

export type StoredSlot = { cron: string; zone: string; nextAt: Date | null };

export function clockWentBack(until: Date): string {
  return `the clock went back: slots until ${until.toISOString()} are already decided`;
}

export type DueSlots = { due: Date[]; next: Date | null };

/** The slots in (after, until], oldest first and at most `limit` of them, and the one that follows the last. */
export function slotsUntil(cron: string, zone: string, { after, until, limit }: SlotWindow): DueSlots {
  const slots = parse(cron, zone).enumerate(after);
  const due: Date[] = [];
  for (const slot of slots) {
    if (slot > until || due.length === limit) return { due, next: slot };
    due.push(slot);
  }
  return { due, next: null };
}

export type SlotWindow = { after: Date; until: Date; limit: number };

/** Why a schedule may not have this pattern, as a sentence; null when it may. */
export function cronProblem(cron: string, zone: string): string | null {
  if (!isZone(zone)) return `"${zone}" is no time zone: expected an IANA name such as America/Caracas.`;
  const fields = cron.trim().split(/\s+/);
  if (fields.length === 6 || fields.length === 7) {
    return `"${cron}" has ${fields.length} fields: expected five (minute hour day month weekday); nothing runs more often than once a minute.`;
  }
  if (fields.length !== 5 && !nicknames.test(cron.trim())) {
    return `"${cron}" is no cron pattern: expected five fields (minute hour day month weekday), such as "0 5 * * *".`;
  }
  return patternProblem(cron, zone);
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function patternProblem(cron: string, zone: string): string | null {
  try {
    // Any instant does: a pattern of five fields has no year, so it fires for ever or never.
    const [next] = nextSlots(cron, zone, new Date(0), 1);
    return next ? null : `"${cron}" never fires: no such day exists.`;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^Cron\w+: /, '') : String(error);
    return `"${cron}" is no cron pattern: ${why}`;
  }
}

const dailyPattern = /^(\d{1,2})\s+(\d{1,2})\s+\*\s+\*\s+\*$/;

/** Hour and minute of a pattern that fires once a day, every day; null for every other pattern. */
export function dailyTimeOf(cron: string): { hour: number; minute: number } | null {
  const fields = dailyPattern.exec(cron.trim());
  if (!fields) return null;
  const [minute, hour] = [Number(fields[1]), Number(fields[2])];
  return hour <= 23 && minute <= 59 ? { hour, minute } : null;
}
