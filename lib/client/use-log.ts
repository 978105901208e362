import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { logQuery, type Move, moveLog } from '#lib/client/log';
import { type LogPlace, logFilterOf } from '#lib/client/log-place';

/** A log as its reader has it: the window of lines, and the ways to move it. */
export function useLog(runId: string, place: LogPlace) {
  const client = useQueryClient();
  const filter = logFilterOf(place);
  const line = place.line?.from ?? null;
  const following = useRef(line === null);
  const query = useQuery({
    ...logQuery({ runId, filter, line, isFollowing: () => following.current }),
    placeholderData: keepPreviousData,
  });
  const settled = useRef(atOnce);
  const move = useMutation({
    mutationFn: (to: Move) => moveLog(client, { runId, filter, settled: () => settled.current() }, to),
  });
  return {
    held: query.data,
    /** What is in sight belongs to the filter before; this one's lines are on their way. */
    changing: query.isPlaceholderData,
    error: query.data ? null : query.error,
    again: () => query.refetch(),
    isFetching: query.isFetching,
    /** The last reading did not work; the next one is on its way. */
    reconnecting: query.failureCount > 0,
    /** Set by the list: does the reader look at the end? */
    following,
    /** Set by the list: resolves when nothing scrolls. */
    settled,
    move: move.mutate,
    moving: move.isPending ? move.variables : null,
    /** The move that did not work, to be tried again. */
    failedMove: move.isError ? move.variables : null,
  };
}

const atOnce = () => Promise.resolve();

export type Log = ReturnType<typeof useLog>;
