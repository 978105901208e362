'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type LogWindow, linesAfter, placeOf } from '#lib/client/log-window';
import type { Log } from '#lib/client/use-log';

const rowPx = 20;
/** Within this of the end counts as the end. */
const nearEndPx = 28;
/** Rows before an edge of the window at which the next page is asked for. */
const rowsAhead = 80;

type LogRowsOptions = {
  box: RefObject<HTMLDivElement | null>;
  log: Log;
  window: LogWindow;
  wrap: boolean;
  /** The line to bring into view. */
  line: string | null;
};

/**
 * The rows in sight and where they are. It follows the end until the reader scrolls up, keeps the line that is being
 * read in its place when others come before it, and asks for the next page in time.
 */
export function useLogRows({ box, log, window, wrap, line }: LogRowsOptions) {
  const { lines } = window;
  const [following, setFollowing] = useState(line === null);
  const leftAt = useRef<string | null>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 16,
    paddingStart: 6,
    paddingEnd: 6,
    anchorTo: 'end',
    followOnAppend: following,
    scrollEndThreshold: nearEndPx,
  });
  const follow = (next: boolean) => {
    log.following.current = next;
    if (next === following) return;
    leftAt.current = next ? null : (lines.at(-1)?.id ?? null);
    setFollowing(next);
  };
  const toEnd = () => {
    follow(true);
    if (window.later) log.move('end', { onSuccess: () => rows.scrollToEnd() });
    else rows.scrollToEnd();
  };
  const toStart = () => {
    follow(false);
    if (window.earlier) log.move('start', { onSuccess: () => rows.scrollToOffset(0) });
    else rows.scrollToOffset(0);
  };
  useNamedLine({ rows, log, window, line, follow });
  const onScroll = useReaderScroll({ atEnd: () => rows.isAtEnd() && !window.later, follow });
  usePages({ box, log, window, rows, following });
  useSettled({ box, rows, settled: log.settled });
  useEndInSight({ box, rows, isWanted: () => line === null && log.following.current && !window.later });
  useBrokenLines({ rows, wrap, following: log.following });
  return { rows, following, missed: linesAfter(lines, leftAt.current), onScroll, toEnd, toStart };
}

type Rows = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

type NamedLine = { rows: Rows; log: Log; window: LogWindow; line: string | null; follow: (next: boolean) => void };

/** The end when a log opens, or the line that the address names, read around it when it is not held; then any line named later. */
function useNamedLine({ rows, log, window, line, follow }: NamedLine): void {
  const placed = useRef(false);
  const done = useRef<string | null>(null);
  const askedIn = useRef<LogWindow | null>(null);
  useLayoutEffect(() => {
    if (window.lines.length === 0) return;
    const isFirst = !placed.current;
    placed.current = true;
    if (line === null) {
      if (isFirst) rows.scrollToEnd();
      done.current = null;
      return;
    }
    if (done.current === line) return;
    follow(false);
    const { index, held } = placeOf(window.lines, line);
    if (!held && askedIn.current === null) {
      askedIn.current = window;
      log.move({ line });
    }
    if (!held && askedIn.current === window) return;
    askedIn.current = null;
    done.current = line;
    if (isFirst || !isInSight(rows, index)) rows.scrollToIndex(index, { align: 'center' });
  });
  // A list that is taken out and put back begins anew.
  useLayoutEffect(
    () => () => {
      placed.current = false;
      done.current = null;
    },
    [],
  );
}

function isInSight({ range }: Rows, index: number): boolean {
  return range !== null && index > range.startIndex && index < range.endIndex;
}

type ReaderScroll = { atEnd: () => boolean; follow: (next: boolean) => void };

/** Lines get their real height as they come into view, which scrolls too: only going up is the reader's wish to stay. */
function useReaderScroll({ atEnd, follow }: ReaderScroll) {
  const lastTop = useRef(0);
  return ({ currentTarget: view }: { currentTarget: HTMLElement }) => {
    const wentUp = view.scrollTop < lastTop.current - 1;
    lastTop.current = view.scrollTop;
    if (atEnd()) follow(true);
    else if (wentUp) follow(false);
  };
}

type Pages = { box: RefObject<HTMLDivElement | null>; log: Log; window: LogWindow; rows: Rows; following: boolean };

/** Reads the page before or after the window when the reader comes near its edge; after a failure, when asked again. */
function usePages({ box, log, window, rows, following }: Pages): void {
  const asked = useRef<LogWindow | null>(null);
  const { move, moving, failedMove, changing } = log;
  const first = rows.range?.startIndex ?? null;
  const last = rows.range?.endIndex ?? null;
  const { earlier, later, lines } = window;
  const count = lines.length;
  useEffect(() => {
    if (following || moving || failedMove || changing || first === null || last === null) return;
    // A jump that has not arrived yet says nothing about where the reader is.
    if (Math.abs((box.current?.scrollTop ?? 0) - (rows.scrollOffset ?? 0)) > 1) return;
    const wanted = earlier && first < rowsAhead ? 'earlier' : later && last > count - rowsAhead ? 'later' : null;
    if (wanted === null || asked.current === window) return;
    asked.current = window;
    move(wanted);
  }, [box, rows, following, first, last, earlier, later, count, window, moving, failedMove, changing, move]);
}

type Settled = { box: RefObject<HTMLDivElement | null>; rows: Rows; settled: Log['settled'] };

/** A scroll without an end for this long no longer holds lines back. */
const longestScrollMs = 1500;

/** Lets whoever changes the lines wait for the end of a scroll. */
function useSettled({ box, rows, settled }: Settled): void {
  useEffect(() => {
    settled.current = async () => {
      const view = box.current;
      if (!view || !rows.isScrolling) return;
      await new Promise<void>((resolve) => {
        view.addEventListener('scrollend', () => resolve(), { once: true });
        setTimeout(resolve, longestScrollMs);
      });
    };
  }, [box, rows, settled]);
}

type EndInSight = { box: RefObject<HTMLDivElement | null>; rows: Rows; isWanted: () => boolean };

/** Lines that break are taller than they were taken for: as they are measured the end moves away, and is followed. */
function useEndInSight({ box, rows, isWanted }: EndInSight): void {
  const before = useRef({ height: 0, top: 0 });
  const height = rows.getTotalSize();
  useLayoutEffect(() => {
    const top = box.current?.scrollTop ?? 0;
    const hasGrown = height > before.current.height;
    const wentUp = top < before.current.top - 1;
    before.current = { height, top };
    if (hasGrown && !wentUp && isWanted()) rows.scrollToEnd();
  });
}

type BrokenLines = { rows: Rows; wrap: boolean; following: RefObject<boolean> };

/** Rows have other heights once lines break, or no longer do. */
function useBrokenLines({ rows, wrap, following }: BrokenLines): void {
  const before = useRef(wrap);
  useLayoutEffect(() => {
    if (before.current === wrap) return;
    before.current = wrap;
    const top = rows.range?.startIndex ?? 0;
    rows.measure();
    if (following.current) rows.scrollToEnd();
    else rows.scrollToIndex(top, { align: 'start' });
  }, [rows, wrap, following]);
}
