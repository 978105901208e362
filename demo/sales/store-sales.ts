import type { DayCache } from '#demo/sales/day-cache';
import { applyChange, type DayChange } from '#demo/sales/day-changes';
import { type DayFigures, figuresOf } from '#demo/sales/figures';
import { type Chain, generateDay } from '#demo/sales/generate-day';
import { linesOfDay, type StoreProfile } from '#demo/sales/store-profile';
import type { Block } from '#demo/sql/scan';

/** One store's sales, whatever the day. Days are numbers since 1970. */
export type StoreSales = {
  readonly firstDay: number;
  /** Today at the store: it has sold nothing later. */
  readonly lastDay: () => number;
  /** The day as the sales table has it now. */
  block(day: number): Block;
  /** The day as it was sold, whatever became of it in the table. */
  sold(day: number): Block;
  /** Changes a day now, or after so many more rows have been sent. */
  change(day: number, change: DayChange, afterRows?: number): void;
  /** Undoes all changes of a day, those still to come too. */
  restore(day: number): void;
  /** Counts sent rows, for the changes that wait for them. */
  countSent(rows: number): void;
  figures(day: number): DayFigures;
};

export type SalesSpecification = {
  readonly profile: StoreProfile;
  readonly chain: Chain;
  readonly cache: DayCache;
  readonly firstDay: number;
  readonly lastDay: () => number;
  /** Lines of every day; by itself each day has its own number. */
  readonly linesPerDay: number | undefined;
  readonly missing: { readonly from: number; readonly to: number } | undefined;
};

type Waiting = { day: number; change: DayChange; afterRows: number };

export function storeSales(specification: SalesSpecification): StoreSales {
  const { cache, profile, firstDay, lastDay } = specification;
  const changed = new Map<number, Block>();
  let waiting: Waiting[] = [];
  const original = (day: number): Block =>
    cache.get(`${profile.seed}/${profile.index}/${day}/${specification.linesPerDay ?? ''}`, () =>
      generated(specification, day),
    );
  const sold = (day: number): Block => (isOpen(specification, day) ? original(day) : emptyDay(day));
  const block = (day: number): Block => changed.get(day) ?? sold(day);
  const apply = (day: number, change: DayChange): void => void changed.set(day, applyChange(block(day), change, day));
  return {
    firstDay,
    lastDay,
    block,
    sold,
    change(day, change, afterRows = 0) {
      if (afterRows > 0) waiting.push({ day, change, afterRows });
      else apply(day, change);
    },
    restore(day) {
      changed.delete(day);
      waiting = waiting.filter((each) => each.day !== day);
    },
    countSent(rows) {
      for (const each of waiting) each.afterRows -= rows;
      const due = waiting.filter((each) => each.afterRows <= 0);
      waiting = waiting.filter((each) => each.afterRows > 0);
      for (const { day, change } of due) apply(day, change);
    },
    figures: (day) => figuresOf(block(day)),
  };
}

function isOpen({ firstDay, lastDay, missing }: SalesSpecification, day: number): boolean {
  const isMissing = missing !== undefined && day >= missing.from && day <= missing.to;
  return day >= firstDay && day <= lastDay() && !isMissing;
}

function generated({ profile, chain, linesPerDay }: SalesSpecification, day: number): Block {
  return generateDay({ profile, chain, day, lines: linesPerDay ?? linesOfDay(profile, day) });
}

function emptyDay(day: number): Block {
  return { columns: Array.from({ length: 19 }, () => []), count: 0, day };
}
