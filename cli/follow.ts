import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes } from '#cli/exit-codes';
import { durationText, plainText, sayJsonLine } from '#cli/output';
import type { Session } from '#cli/program';
import { getRun, readLogs } from '#lib/contract/endpoints/runs';
import type { LogLine, Run } from '#lib/contract/run';

const pollMs = 500;
const linesOfAPage = 1000;

export type Following = {
  level?: string;
  step?: string;
  search?: string;
  after?: string;
  follow: boolean;
};

/** Says the lines of a run's log; with `follow` until the run is over, otherwise those that are there. */
export async function sayLog(session: Session, id: string, { after, follow, ...chosen }: Following): Promise<void> {
  const filter = { limit: linesOfAPage, ...chosen };
  let cursor = after ?? '0';
  for (;;) {
    const page = await session.call(readLogs, { params: { id }, query: { ...filter, after: cursor } });
    sayLines(session, page.items);
    cursor = page.next;
    const more = page.items.length === linesOfAPage;
    if (page.ended || (!follow && !more)) return;
    if (!more) await delay(pollMs);
  }
}

export function sayLines({ json }: Session, lines: readonly LogLine[]): void {
  for (const line of lines) {
    if (json) sayJsonLine(line);
    else console.log(lineText(line));
  }
}

/** Several steps write at the same time: a line names its own unless its sentence does. */
function lineText({ at, level, stepKey, message }: LogLine): string {
  const about = stepKey === null || message.includes(stepKey) ? '' : `${stepKey}: `;
  return `${new Date(at).toLocaleTimeString('sv-SE')} ${level.padEnd(7)} ${plainText(about + message)}`;
}

/** Follows a run to its end, from a cursor on, and says how it went. Answers the exit code. */
export async function followRun(session: Session, id: string, after = '0'): Promise<number> {
  await sayLog(session, id, { follow: true, after });
  const run = await session.call(getRun, { params: { id } });
  if (session.json) sayJsonLine(run);
  else console.log(endText(run));
  return run.state === 'completed' ? exitCodes.good : exitCodes.failed;
}

function endText({ id, state, steps, startedAt, endedAt, error }: Run): string {
  const counts = `${steps.completed} of ${steps.total} steps completed, ${steps.failed} failed, ${steps.skipped} skipped`;
  const why = error ? `: ${plainText(error.message)}` : '';
  return `Run ${id} ${state} in ${durationText(startedAt, endedAt)} (${counts})${why}`;
}
