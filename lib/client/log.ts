import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { earlierLogPage, logPage, logPollMs, runsRoom } from '#lib/client/runs';
import type { LogLevel, LogLine } from '#lib/contract/run';

/** `warnings` means those and worse. */
export const logDetails = ['all', 'warnings', 'errors'] as const;
type LogDetail = (typeof logDetails)[number];

export type LogFilter = { detail: LogDetail; step: string | null };

const levelsOf: Record<LogDetail, LogLevel[] | null> = {
  all: null,
  warnings: ['warning', 'error'],
  errors: ['error'],
};

/** What the browser holds of a log: its end, and whether there is more before it. */
export type LogTail = { lines: LogLine[]; next: string | null; ended: boolean; earlier: boolean };

/** Lines kept in the browser; older ones are read again on request. */
const heldLines = 8000;
const emptyTail: LogTail = { lines: [], next: null, ended: false, earlier: false };

export function logFilter(search: { get: (name: string) => string | null }): LogFilter {
  return {
    detail: logDetails.find((detail) => detail === search.get('level')) ?? 'all',
    step: search.get('step') || null,
  };
}

/** The tail of a run's log. Each reading takes what came since the last; it ends with the run and rests while the tab is hidden. */
export function logQuery(id: string, filter: LogFilter) {
  const queryKey = [runsRoom, 'log', id, filter];
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<LogTail> => {
      const held = client.getQueryData<LogTail>(queryKey) ?? emptyTail;
      const page = await logPage(id, { ...queryOf(filter), after: held.next }, signal);
      const lines = page.items.length === 0 ? held.lines : [...held.lines, ...page.items];
      return {
        lines: lines.length > heldLines ? lines.slice(-heldLines) : lines,
        next: page.next,
        ended: page.ended,
        earlier: held.earlier || lines.length > heldLines || (held.next === null && page.full),
      };
    },
    staleTime: 0,
    structuralSharing: false,
    refetchInterval: ({ state }) => (state.data?.ended ? false : logPollMs),
  });
}

/** Puts the page before the oldest held line in front of it. */
export async function readEarlier(client: QueryClient, id: string, filter: LogFilter): Promise<void> {
  const { queryKey } = logQuery(id, filter);
  const first = client.getQueryData<LogTail>(queryKey)?.lines[0];
  if (!first) return;
  const page = await earlierLogPage(id, { ...queryOf(filter), before: first.id });
  client.setQueryData<LogTail>(queryKey, (held = emptyTail) => ({
    ...held,
    lines: [...page.items, ...held.lines],
    earlier: page.full,
  }));
}

function queryOf({ detail, step }: LogFilter): { level?: string; step?: string } {
  const levels = levelsOf[detail];
  return { ...(levels ? { level: levels.join(',') } : {}), ...(step ? { step } : {}) };
}
