import type { LogLine, LogPage } from '#lib/contract/run';

/** Lines that the browser holds of one log, however long it is; the others are read again when the reader gets there. */
const heldLines = 20_000;

/** A stretch of a log without holes, oldest first. */
export type LogWindow = {
  lines: readonly LogLine[];
  /** There are lines before the first one. */
  earlier: boolean;
  /** There are lines after the last one: the reader is in the middle. */
  later: boolean;
  /** Where reading goes on after the last line. */
  next: string;
  /** The run is over and its last line is held. */
  ended: boolean;
};

/** `full`: as many lines as were asked for, so there may be more. */
export type ReadPage = LogPage & { full: boolean };

export function endOfLog({ items, next, ended, full }: ReadPage): LogWindow {
  return { lines: items, earlier: full, later: false, next, ended };
}

/** The middle of a log: what comes before a line, and what goes on from it. */
export function middleOfLog(before: ReadPage, from: ReadPage): LogWindow {
  return {
    lines: [...before.items, ...from.items],
    earlier: before.full,
    later: from.full,
    next: from.next,
    ended: from.ended,
  };
}

/** With the page before it. What no longer fits goes from the end, which is out of sight then. */
export function withEarlier(window: LogWindow, page: ReadPage, most = heldLines): LogWindow {
  const lines = [...page.items, ...window.lines];
  const kept = { ...window, lines, earlier: page.full };
  return lines.length <= most ? kept : untilLine(kept, most);
}

/** With the page after it, for a reader who scrolls down. What no longer fits goes from the beginning. */
export function withLater(window: LogWindow, page: ReadPage, most = heldLines): LogWindow {
  const lines = [...window.lines, ...page.items];
  return {
    lines: lines.length <= most ? lines : lines.slice(-most),
    earlier: window.earlier || lines.length > most,
    later: page.full,
    next: page.next,
    ended: page.ended,
  };
}

/** With what was written since, for a reader who looks at earlier lines: those stay, and the newest wait for their turn. */
export function withNewest(window: LogWindow, page: ReadPage, most = heldLines): LogWindow {
  const lines = [...window.lines, ...page.items];
  const grown = { ...window, lines, next: page.next, ended: page.ended };
  return lines.length <= most ? grown : untilLine(grown, most);
}

function untilLine(window: LogWindow, count: number): LogWindow {
  const lines = window.lines.slice(0, count);
  return { ...window, lines, later: true, ended: false, next: lines.at(-1)?.id ?? window.next };
}

/** Line ids are whole numbers of any length, in the order in which the lines were written. */
export function isAfter(id: string, other: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}

/** How many lines came after the one with this id. */
export function linesAfter(lines: readonly LogLine[], id: string | null): number {
  if (id === null) return 0;
  return lines.length - placeAfter(lines, id);
}

/** Where the line with this id is, or where it would be. */
export function placeOf(lines: readonly LogLine[], id: string): { index: number; held: boolean } {
  const after = placeAfter(lines, id);
  const held = after > 0 && lines[after - 1]?.id === id;
  return { index: held ? after - 1 : Math.min(after, lines.length - 1), held };
}

/** The place of the first line after this id, by halving: windows are long. */
function placeAfter(lines: readonly LogLine[], id: string): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line && !isAfter(line.id, id)) low = middle + 1;
    else high = middle;
  }
  return low;
}
