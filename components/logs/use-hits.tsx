'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { logQuery, moveLog } from '#lib/client/log';
import type { LogPlace } from '#lib/client/log-place';
import { placeOf } from '#lib/client/log-window';
import type { LogLine } from '#lib/contract/run';

const noLines: readonly LogLine[] = [];

/** What a search found, and the ways from the marked line to the hit before and the hit after. */
export function useHits(runId: string, place: LogPlace, onPlace: (change: Partial<LogPlace>) => void) {
  const client = useQueryClient();
  const { levels, step, search, line } = place;
  const filter = { levels, step, search };
  const hits = useQuery({
    ...logQuery({ runId, filter, line: line?.from ?? null, isFollowing: () => true }),
    enabled: search !== null,
  });
  const window = search === null ? undefined : hits.data?.window;
  const lines = window?.lines ?? noLines;
  const before = hitBefore(lines, line?.from ?? null);
  const after = line ? hitAfter(lines, line.to) : undefined;
  const open = ({ id }: LogLine) => onPlace({ line: { from: id, to: id } });
  const further = useMutation({
    mutationFn: (move: 'earlier' | 'later') => moveLog(client, { runId, filter }, move),
  });
  return {
    count: lines.length,
    isMore: window !== undefined && (window.earlier || window.later),
    searching: search !== null && window === undefined && hits.isFetching,
    previous: before ? () => open(before) : window?.earlier && line ? () => further.mutate('earlier') : null,
    next: after ? () => open(after) : window?.later && line ? () => further.mutate('later') : null,
  };
}

/** Without a marked line the newest hit comes first. */
function hitBefore(lines: readonly LogLine[], id: string | null): LogLine | undefined {
  if (id === null) return lines.at(-1);
  const { index, held } = placeOf(lines, id);
  return lines[held ? index - 1 : lastBefore(lines, id, index)];
}

function lastBefore(lines: readonly LogLine[], id: string, index: number): number {
  const line = lines[index];
  return line && BigInt(line.id) < BigInt(id) ? index : index - 1;
}

function hitAfter(lines: readonly LogLine[], id: string): LogLine | undefined {
  const { index, held } = placeOf(lines, id);
  return lines[held ? index + 1 : lastBefore(lines, id, index) + 1];
}
