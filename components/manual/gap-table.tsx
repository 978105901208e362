'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, memo, type ReactNode, useState } from 'react';
import { GapActs } from '#components/manual/gap-acts';
import { Completeness, LagBadge, Ranges, Reason, RowCount } from '#components/manual/gap-cells';
import { Button } from '#components/ui/button';
import { StoreDayBadge } from '#components/ui/state-badge';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { type GapSort, type GapView, nextSort, storesSorted } from '#lib/client/gap-view';
import { type GapAct, inOrder } from '#lib/client/store-gaps';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import type { StoreGap } from '#lib/contract/overview';
import type { StoreId } from '#lib/contract/store';

type OnAct = (storeId: StoreId, act: GapAct) => void;

type GapTableProps = { stores: StoreGap[]; view: GapView; dayName: string; onAct: OnAct };

/** Rows that are drawn at once; the rest is one press away. */
const firstRows = 40;

export function GapTable({ stores, view, dayName, onAct }: GapTableProps) {
  const t = useTranslations('gaps');
  // A row must not move away from under the pointer while loads go on: the order is that of the first look.
  const [order] = useState(() => storesSorted(stores, view).map(({ storeId }) => storeId));
  const [all, setAll] = useState(false);
  const rows = inOrder(stores, order);
  const hidden = all ? 0 : Math.max(0, rows.length - firstRows);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go from row to row, as Tab does in more steps
    <div onKeyDown={goToRow}>
      <Table label={t('title')} head={<Head view={view} dayName={dayName} />}>
        {rows.slice(0, rows.length - hidden).map((store) => (
          <GapRow key={store.storeId} store={store} onAct={onAct} />
        ))}
      </Table>
      {hidden > 0 ? (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" onClick={() => setAll(true)}>
            {t('showAll', { count: rows.length })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Head({ view, dayName }: { view: GapView; dayName: string }) {
  const t = useTranslations('gaps');
  return (
    <>
      <SortCell column="name" view={view}>
        {t('store')}
      </SortCell>
      <SortCell column="state" view={view}>
        {dayName}
      </SortCell>
      <SortCell column="rows" view={view} numeric spare="first">
        {t('rows')}
      </SortCell>
      <SortCell column="behind" view={view}>
        {t('lastSale')}
      </SortCell>
      <SortCell column="completeness" view={view} numeric>
        {t('completeness')}
      </SortCell>
      <HeadCell>{t('missingAndWhy')}</HeadCell>
      <HeadCell needs="operator" numeric>
        {t('action')}
      </HeadCell>
    </>
  );
}

type SortCellProps = {
  column: GapSort;
  view: GapView;
  numeric?: boolean;
  spare?: 'first' | 'last';
  children: ReactNode;
};

function SortCell({ column, view, numeric = false, spare, children }: SortCellProps) {
  const chosen = view.sort === column;
  const Arrow = view.down ? ArrowUp : ArrowDown;
  return (
    <HeadCell
      numeric={numeric}
      {...(spare ? { spare } : {})}
      sorted={chosen ? (view.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        onClick={() => setSearch({ sort: nextSort(view, column) })}
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
      >
        {children}
        {chosen ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </HeadCell>
  );
}

/** The store's object stays the same while nothing about it changes, so most rows are not drawn again. */
const GapRow = memo(function GapRow({ store, onAct }: { store: StoreGap; onAct: OnAct }) {
  const t = useTranslations('gaps');
  const times = useTimes();
  const { storeId, name, active, dayState, rows, lastDay, daysBehind, completeness, ranges } = store;
  return (
    <tr id={storeId} className="scroll-mt-24 target:bg-accent-tint">
      <Cell heading className="@max-[52rem]:w-auto! @max-[52rem]:grow @max-[52rem]:basis-3/5">
        <span className="block whitespace-nowrap font-medium">{name}</span>
        <span className="block font-mono text-faint text-xs">{storeId}</span>
      </Cell>
      <Cell>{active ? <StoreDayBadge state={dayState} /> : <span className="text-faint">{t('inactive')}</span>}</Cell>
      <Cell label={t('rows')} numeric spare="first">
        <RowCount rows={rows} />
      </Cell>
      <Cell label={t('lastSale')}>
        <span className="flex flex-col items-start gap-0.5">
          {lastDay ? times.day(lastDay) : <span className="text-faint">{t('never')}</span>}
          <LagBadge days={daysBehind} />
        </span>
      </Cell>
      <Cell label={t('completeness')} numeric>
        <Completeness ratio={completeness} />
      </Cell>
      <Cell
        wide
        className={ranges.length > 0 || store.hold ? '@[52rem]:w-full @[52rem]:max-w-0' : '@max-[52rem]:hidden'}
      >
        <Ranges ranges={ranges} />
        <Reason store={store} />
      </Cell>
      <Cell needs="operator" numeric wide className={store.recommendation ? undefined : '@max-[52rem]:hidden'}>
        <span className="flex flex-wrap gap-1 @[52rem]:flex-nowrap @[52rem]:justify-end">
          <GapActs store={store} onAct={(act) => onAct(storeId, act)} />
        </span>
      </Cell>
    </tr>
  );
});

/** Up and down from a row's button to the next row that has one. */
function goToRow(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = event.target instanceof HTMLElement ? event.target.closest('tbody tr') : null;
  if (step === undefined || row === null) return;
  const rows = [...event.currentTarget.querySelectorAll('tbody tr')].filter((each) => each.querySelector('button'));
  const next = rows[rows.indexOf(row) + step];
  const button = next?.querySelector<HTMLElement>('td:last-child button') ?? next?.querySelector<HTMLElement>('button');
  if (!button) return;
  event.preventDefault();
  button.focus();
}
