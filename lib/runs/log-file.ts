import type { Db } from '#db/db';
import type { LogFileFilter } from '#lib/contract/endpoints/runs';
import type { LogLine } from '#lib/contract/run';
import { visibleText } from '#lib/contract/visible-text';
import { readLogs } from '#lib/runs/read-logs';

const linesAtOnce = 2000;

/** The log of a run as text, read as fast as it is taken. Of a run that goes on, what it has said so far. */
export function logFile(db: Db, runId: string, filter: LogFileFilter) {
  return { name: `fluxion-run-${runId}.log.txt`, chunks: textOf(db, runId, filter) };
}

async function* textOf(db: Db, runId: string, filter: LogFileFilter): AsyncGenerator<string> {
  let after = '0';
  for (;;) {
    const { items, next } = await readLogs(db, runId, { ...filter, after, tail: false, limit: linesAtOnce });
    if (items.length > 0) yield items.map(lineOf).join('');
    if (items.length < linesAtOnce) return;
    after = next;
  }
}

/** A message of several lines is indented, so that every other line begins with its instant. */
function lineOf({ at, level, stepKey, message }: LogLine): string {
  const text = visibleText(message).replaceAll('\n', '\n    ');
  return `${new Date(at).toISOString()} ${level.toUpperCase().padEnd(7)} ${stepKey === null ? '-' : visibleText(stepKey)} ${text}\n`;
}
