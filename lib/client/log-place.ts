import { isAfter } from '#lib/client/log-window';
import { LogLevel } from '#lib/contract/run';

/** One line or a stretch of them, by their ids. */
export type LineRange = { from: string; to: string };

/** What is shown of a log and where the reader stands: null shows everything, at its end. */
export type LogPlace = {
  levels: readonly LogLevel[] | null;
  step: string | null;
  search: string | null;
  line: LineRange | null;
};

/** What the server is asked for. */
export type LogFilter = Pick<LogPlace, 'levels' | 'step' | 'search'>;

export const wholeLog: LogPlace = { levels: null, step: null, search: null, line: null };

export function logPlace(search: { get: (name: string) => string | null }): LogPlace {
  return {
    levels: levelsOf(search.get('level')),
    step: search.get('step') || null,
    search: search.get('q')?.trim() || null,
    line: lineRangeOf(search.get('line')),
  };
}

/** The same place as parameters of the address. */
export function placeInUrl(change: Partial<LogPlace>): Record<string, string | null> {
  const { levels, step, search, line } = change;
  return {
    ...(levels === undefined ? {} : { level: levels?.join(',') ?? null }),
    ...(step === undefined ? {} : { step }),
    ...(search === undefined ? {} : { q: search }),
    ...(line === undefined ? {} : { line: line && lineRangeText(line) }),
  };
}

/** With a line chosen among the hits of a search, the log is shown whole around it. */
export function logFilterOf({ levels, step, search, line }: LogPlace): LogFilter {
  return { levels, step, search: line ? null : search };
}

function lineRangeText({ from, to }: LineRange): string {
  return from === to ? from : `${from}-${to}`;
}

/** From the line chosen before to this one, whichever comes first. */
export function lineRangeTo(range: LineRange | null, id: string): LineRange {
  if (!range) return { from: id, to: id };
  return isAfter(id, range.from) ? { from: range.from, to: id } : { from: id, to: range.to };
}

export function isInRange(range: LineRange | null, id: string): boolean {
  return range !== null && !isAfter(range.from, id) && !isAfter(id, range.to);
}

function levelsOf(text: string | null): LogLevel[] | null {
  const named = (text ?? '').split(',');
  const levels = LogLevel.options.filter((level) => named.includes(level));
  return levels.length === 0 || levels.length === LogLevel.options.length ? null : levels;
}

function lineRangeOf(text: string | null): LineRange | null {
  const [, from, to] = /^(\d{1,18})(?:-(\d{1,18}))?$/.exec(text ?? '') ?? [];
  if (from === undefined) return null;
  return to === undefined ? { from, to: from } : lineRangeTo({ from, to: from }, to);
}
