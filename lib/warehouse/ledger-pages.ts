import { setImmediate as turnOver } from 'node:timers/promises';
import type { LedgerLine } from '#lib/contract/store-day';

/** Parses page after page, and lets the event loop turn between two: all lines at once would stall it. */
export async function readLedgerPages(pages: readonly string[]): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for (const page of pages) {
    lines.push(...ledgerLinesOf(page));
    await turnOver();
  }
  return lines;
}

/** True because DuckDB writes the pages in the contract's shape (ledger-table.ts). */
export function ledgerLinesOf(page: string): LedgerLine[] {
  return JSON.parse(page) as LedgerLine[];
}
