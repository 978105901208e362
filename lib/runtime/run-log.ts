import type { Logger } from '#lib/log';
import type { RunLog } from '#lib/runtime/define-job';
import type { EngineSql } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { type Line, type LogLimits, writeLines } from '#lib/runtime/log-lines';
import { isRefused } from '#lib/runtime/refused';

/** What one run may keep. */
export const defaultLogLimits: LogLimits = { lines: 1_000_000, bytes: 200_000_000 };

/** Longer lines are cut: nobody reads them, and one would fill a page. */
const longestLine = 32_000;
/** Lines that wait in memory while the database is slower than the step that writes; more are cut and counted. */
const mostBuffered = 50_000;

/** The log of all runs on this node: lines are buffered, and written in batches. */
export type RunLogWriter = {
  of: (runId: bigint, stepKey: string | null) => RunLog;
  /** Every line written so far is committed when it resolves. */
  flush: () => Promise<void>;
  close: () => Promise<void>;
};

type WriterOptions = { sql: EngineSql; log: Logger; now: () => Date; limits: LogLimits; flushMs: number };

export function createRunLog({ sql, log, now, limits, flushMs }: WriterOptions): RunLogWriter {
  let buffer: Line[] = [];
  let dropped = new Map<bigint, number>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  /** A line that the database refuses is cut and counted, and takes no other along. */
  const writeAccepted = async (lines: Line[], cut: Map<bigint, number>): Promise<void> => {
    try {
      await sql.begin((tx) => writeLines(tx, { lines, cut, limits }));
    } catch (error) {
      const [first] = lines;
      if (!isRefused(error) || !first) throw error;
      if (lines.length === 1) {
        log.error({ err: error, run: String(first.runId) }, 'the database refused a log line of a run');
        return writeAccepted([], new Map([...cut, [first.runId, (cut.get(first.runId) ?? 0) + 1]]));
      }
      const half = Math.ceil(lines.length / 2);
      await writeAccepted(lines.slice(0, half), cut);
      await writeAccepted(lines.slice(half), new Map());
    }
  };
  const write = async () => {
    if (buffer.length === 0 && dropped.size === 0) return;
    const [lines, cut] = [buffer, dropped];
    buffer = [];
    dropped = new Map();
    try {
      faultPoint('log-before-flush');
      await writeAccepted(lines, cut);
    } catch (error) {
      buffer = [...lines, ...buffer];
      for (const [runId, count] of cut) dropped.set(runId, (dropped.get(runId) ?? 0) + count);
      throw error;
    }
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => {}).then(write);
    return writing;
  };
  const flushLater = () => {
    if (closed) return;
    timer ??= setTimeout(() => {
      flush().catch((error: unknown) => {
        log.warn({ err: error }, 'log lines of runs wait for the database');
        flushLater();
      });
    }, flushMs);
  };

  return {
    of: (runId, stepKey) => (level, message, about) => {
      if (buffer.length >= mostBuffered) dropped.set(runId, (dropped.get(runId) ?? 0) + 1);
      else {
        const text = shortened(message);
        buffer.push({
          runId,
          stepKey,
          at: now(),
          level,
          code: about?.code ?? null,
          params: about?.params ?? {},
          message: text,
        });
      }
      flushLater();
    },
    flush,
    close: async () => {
      closed = true;
      await flush().catch((error: unknown) => log.error({ err: error }, 'the last log lines of runs were not written'));
      clearTimeout(timer);
    },
  };
}

function shortened(message: string): string {
  if (message.length <= longestLine) return message;
  return `${message.slice(0, longestLine)}… (${message.length - longestLine} more characters)`;
}
