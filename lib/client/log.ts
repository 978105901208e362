import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import type { LogFilter } from '#lib/client/log-place';
import {
  endOfLog,
  type LogWindow,
  middleOfLog,
  type ReadPage,
  withEarlier,
  withLater,
  withNewest,
} from '#lib/client/log-window';
import { runsRoom } from '#lib/client/runs';
import { urlOf } from '#lib/contract/call';
import { logFile, readLogs } from '#lib/contract/endpoints/runs';

const pollMs = 2000;
const firstLines = 500;
const linesOfAPage = 1000;
const hitsOfAPage = 100;
const linesAround = 300;
/** A window that nobody looks at is dropped soon: it may hold thousands of lines. */
const keptMs = 30_000;

/** A window and the filter it was read with: while another filter is read for, the one before stays in sight. */
export type HeldLog = { filter: LogFilter; window: LogWindow };

type LogQueryOptions = {
  runId: string;
  filter: LogFilter;
  /** Where reading begins the first time; the end of the log without it. */
  line: string | null;
  /** Asked at each reading: does the reader look at the end? */
  isFollowing: () => boolean;
};

/** The window of a log that the reader has. Each reading adds what came since the last, while the run goes and the tab is seen. */
export function logQuery({ runId, filter, line, isFollowing }: LogQueryOptions) {
  const queryKey = logKey(runId, filter);
  const renewed = async (held: LogWindow, signal: AbortSignal): Promise<LogWindow> => {
    if (held.later || held.ended) return held;
    const page = await readPage(runId, filter, { after: held.next }, signal);
    if (!isFollowing()) return withNewest(held, page);
    // Far behind: what lies between is read when somebody scrolls there.
    return page.full ? readEnd(runId, filter, signal) : withLater(held, page);
  };
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<HeldLog> => {
      const held = client.getQueryData<HeldLog>(queryKey)?.window;
      if (held) return { filter, window: await renewed(held, signal) };
      const opened = line === null ? readEnd(runId, filter, signal) : readAround(runId, filter, line, signal);
      return { filter, window: await opened };
    },
    staleTime: 0,
    gcTime: keptMs,
    structuralSharing: false,
    refetchInterval: ({ state: { data } }) => (data?.window.ended || data?.window.later ? false : pollMs),
  });
}

function logKey(runId: string, { levels, step, search }: LogFilter) {
  return [runsRoom, 'log', runId, levels, step, search] as const;
}

export type Move = 'earlier' | 'later' | 'start' | 'end' | { line: string };

type LogToMove = {
  runId: string;
  filter: LogFilter;
  /** Waited for before the lines change: a scroll that is under way would carry the reader off. */
  settled?: () => Promise<void>;
};

/** Takes the window elsewhere; a reading that is under way is given up, since it belongs to the place before. */
export async function moveLog(client: QueryClient, { runId, filter, settled }: LogToMove, move: Move): Promise<void> {
  const queryKey = logKey(runId, filter);
  await client.cancelQueries({ queryKey });
  const held = client.getQueryData<HeldLog>(queryKey)?.window;
  const window = await moved(runId, filter, held, move);
  await settled?.();
  client.setQueryData<HeldLog>(queryKey, { filter, window });
}

async function moved(runId: string, filter: LogFilter, held: LogWindow | undefined, move: Move): Promise<LogWindow> {
  if (typeof move === 'object') return readAround(runId, filter, move.line);
  const first = held?.lines[0];
  if (!held || !first || move === 'end') return readEnd(runId, filter);
  if (move === 'earlier') return withEarlier(held, await readPage(runId, filter, { before: first.id }));
  if (move === 'later') return withLater(held, await readPage(runId, filter, { after: held.next }));
  const page = await readPage(runId, filter, { after: '0' });
  return { ...endOfLog(page), earlier: false, later: page.full };
}

async function readEnd(runId: string, filter: LogFilter, signal?: AbortSignal): Promise<LogWindow> {
  return endOfLog(await readPage(runId, filter, { tail: true }, signal));
}

async function readAround(runId: string, filter: LogFilter, line: string, signal?: AbortSignal): Promise<LogWindow> {
  const [before, from] = await Promise.all([
    readPage(runId, filter, { before: line, limit: linesAround }, signal),
    readPage(runId, filter, { after: String(BigInt(line) - 1n), limit: linesAround }, signal),
  ]);
  return middleOfLog(before, from);
}

type Place = { after?: string; before?: string; tail?: boolean; limit?: number };

async function readPage(runId: string, filter: LogFilter, place: Place, signal?: AbortSignal): Promise<ReadPage> {
  const limit = place.limit ?? (filter.search ? hitsOfAPage : place.tail ? firstLines : linesOfAPage);
  const query = { ...place, limit, ...asked(filter) };
  const page = await api(readLogs, { params: { id: runId }, query, ...(signal ? { signal } : {}) });
  return { ...page, full: page.items.length === limit };
}

function asked({ levels, step, search }: LogFilter) {
  return {
    ...(levels ? { level: levels.join(',') } : {}),
    ...(step ? { step } : {}),
    ...(search ? { search } : {}),
  };
}

/** Where the browser gets the log as a text file: every line that the filter lets through. */
export function logFileUrl(runId: string, filter: LogFilter): string {
  return urlOf(logFile, { params: { id: runId }, query: asked(filter) });
}

const lastLines = 8;

/** The last lines of one step, to read beside its failure. */
export function lastLinesQuery(runId: string, step: string) {
  return queryOptions({
    queryKey: [runsRoom, 'last-lines', runId, step],
    queryFn: ({ signal }) =>
      api(readLogs, { params: { id: runId }, query: { tail: true, step, limit: lastLines }, signal }),
  });
}
