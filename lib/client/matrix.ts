import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { startOf } from '#lib/client/format';
import { salesRoom } from '#lib/client/sales';
import { Day, daysBetween } from '#lib/contract/day';
import { salesMatrix } from '#lib/contract/endpoints/store-days';
import { type Matrix, type MatrixRow, stateLetters } from '#lib/contract/matrix';
import { StoreId } from '#lib/contract/store';
import { StoreDayState } from '#lib/contract/store-day';

/** The periods that are one press away, in days, today included. */
export const periodDays = { '4w': 28, '3m': 92, '1y': 365, '3y': 1096 } as const;
export type PeriodName = keyof typeof periodDays;
export const periodNames = ['4w', '3m', '1y', '3y'] as const satisfies readonly PeriodName[];

/** The most that the route answers at once. */
export const longestPeriodDays = 1100;

/** What the matrix shows, as the URL holds it; `period` is null when it is from one day to another. */
export type MatrixView = { period: PeriodName | null; from: Day; to: Day; onlyProblems: boolean; find: string };

type SearchParams = { get: (name: string) => string | null };

export function matrixView(search: SearchParams, today: Day): MatrixView {
  const filters = { onlyProblems: search.get('only') === 'problems', find: search.get('stores') ?? '' };
  const own = ownPeriod(search);
  if (own) return { period: null, ...own, ...filters };
  const period = periodNames.find((name) => name === search.get('period')) ?? '4w';
  return { period, from: startOf(today, periodDays[period]), to: today, ...filters };
}

/** Null for a period that could not be asked for. */
function ownPeriod(search: SearchParams): { from: Day; to: Day } | null {
  const from = Day.safeParse(search.get('from'));
  const to = Day.safeParse(search.get('to'));
  if (!from.success || !to.success) return null;
  const days = daysBetween(from.data, to.data) + 1;
  return days >= 1 && days <= longestPeriodDays ? { from: from.data, to: to.data } : null;
}

const quietMs = 15_000;
const liveMs = 3000;

/** Renewed often while anything is on its way; the period before stays on screen until the next one is there. */
export function matrixQuery({ from, to }: { from: Day; to: Day }) {
  return queryOptions({
    queryKey: [salesRoom, 'matrix', from, to],
    queryFn: ({ signal }) => api(salesMatrix, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && isLive(state.data) ? liveMs : quietMs),
  });
}

const liveLetters = new RegExp(`[${stateLetters.queued}${stateLetters.loading}]`);

export function isLive({ rows }: Pick<Matrix, 'rows'>): boolean {
  return rows.some(({ days }) => liveLetters.test(days));
}

const statesByLetter = new Map<string, StoreDayState>(
  StoreDayState.options.map((state) => [stateLetters[state], state]),
);

/** A letter that we do not know is a day of which nothing can be said. */
export function stateOf(letter: string | undefined): StoreDayState {
  return statesByLetter.get(letter ?? '') ?? 'not_due';
}

const problemLetters = new RegExp(`[${stateLetters.missing}${stateLetters.partial}${stateLetters.drifted}]`);

export function hasOpenDay({ active, days }: Pick<MatrixRow, 'active' | 'days'>): boolean {
  return active && problemLetters.test(days);
}

export function countOpenDays({ days }: Pick<MatrixRow, 'days'>): number {
  return days.split(problemLetters).length - 1;
}

/** The rows whose name or id has all the words, without regard to case and accents. */
export function rowsFound(rows: readonly MatrixRow[], find: string): MatrixRow[] {
  const words = plain(find).split(/\s+/).filter(Boolean);
  return rows.filter(({ storeId, name }) => {
    const text = plain(`${storeId} ${name}`);
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** One store-day, named as the address names it: `tienda_01/2026-11-21`. */
export type Cell = { storeId: StoreId; day: Day };

export function cellText({ storeId, day }: Cell): string {
  return `${storeId}/${day}`;
}

export function cellOf(text: string | null): Cell | null {
  const [storeId, day, ...more] = (text ?? '').split('/');
  if (more.length > 0 || !StoreId.safeParse(storeId).success || !Day.safeParse(day).success) return null;
  return storeId !== undefined && day !== undefined ? { storeId, day } : null;
}

export function isSameCell(one: Cell | null, other: Cell | null): boolean {
  return one?.storeId === other?.storeId && one?.day === other?.day;
}
