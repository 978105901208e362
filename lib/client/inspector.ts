import { type Cell, cellOf, cellText } from '#lib/client/matrix';
import { setSearch } from '#lib/client/url';
import { Id } from '#lib/contract/page';
import { StoreId } from '#lib/contract/store';

/** What the inspector shows, as the URL holds it. */
export type Inspected =
  | { kind: 'cell'; cell: Cell }
  | { kind: 'store'; storeId: StoreId }
  | { kind: 'run'; runId: string };

type SearchParams = { get: (name: string) => string | null };

export function inspected(search: SearchParams): Inspected | null {
  const cell = cellOf(search.get('cell'));
  if (cell) return { kind: 'cell', cell };
  const storeId = StoreId.safeParse(search.get('store'));
  if (storeId.success) return { kind: 'store', storeId: storeId.data };
  const runId = Id.safeParse(search.get('run'));
  return runId.success ? { kind: 'run', runId: runId.data } : null;
}

export function inspect(next: Inspected | null): void {
  setSearch({
    cell: next?.kind === 'cell' ? cellText(next.cell) : null,
    store: next?.kind === 'store' ? next.storeId : null,
    run: next?.kind === 'run' ? next.runId : null,
  });
}

/** From here on it stands beside the page; narrower it is a sheet over it. */
export const besideQuery = '(min-width: 1280px)';
export const inspectorWidth = 440;
