'use client';

import { CircleOff, DatabaseZap, DoorClosed, Undo2, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CellSwatch } from '#components/matrix/cell-swatch';
import { useMarkActs } from '#components/matrix/use-mark-acts';
import { Button, buttonClass } from '#components/ui/button';
import type { DaySelection, StateCount } from '#lib/client/matrix-selection';
import type { MarkKind } from '#lib/client/store-days';
import { useTimes } from '#lib/client/use-times';

const MarkDialog = dynamic(() => import('#components/matrix/mark-dialog').then((m) => m.MarkDialog), { ssr: false });

type SelectionBarProps = {
  selection: DaySelection;
  states: readonly StateCount[];
  onRecover: (selection: DaySelection) => void;
  onClear: () => void;
};

/** What is selected, in numbers, and what can be done with it. It floats: nothing moves when it comes. */
export function SelectionBar({ selection, states, onRecover, onClear }: SelectionBarProps) {
  const t = useTranslations();
  const times = useTimes();
  const [marking, setMarking] = useState<MarkKind | null>(null);
  const { unmark } = useMarkActs(onClear);
  const count = states.reduce((sum, one) => sum + one.count, 0);
  const hasMarks = states.some(({ state }) => state === 'closed' || state === 'lost');
  return (
    <div className="pointer-events-none sticky bottom-0 z-30 h-0">
      <section
        aria-label={t('matrix.selection')}
        className="pointer-events-auto absolute inset-x-2 bottom-2 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-float sm:inset-x-4"
      >
        <div className="min-w-0 max-sm:pr-8">
          <p aria-live="polite" className="font-semibold">
            {t('matrix.selected', { count })}
            <span className="ml-2 font-normal text-faint text-xs">
              {t('matrix.storeCount', { count: selection.stores.length })} · {times.range(selection.from, selection.to)}
            </span>
          </p>
          <ul className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-soft text-xs">
            {states.map(({ state, count: some }) => (
              <li key={state} className="flex items-center gap-1">
                <CellSwatch state={state} className="size-3!" />
                {t(`matrix.counts.${state}`, { count: some })}
              </li>
            ))}
          </ul>
        </div>
        <div className="flex flex-wrap items-center gap-1.5 sm:ml-auto">
          <Button
            needs="operator"
            look="primary"
            size="small"
            icon={<DatabaseZap aria-hidden />}
            onClick={() => onRecover(selection)}
          >
            {t('matrix.recover')}
          </Button>
          <Button needs="operator" size="small" icon={<DoorClosed aria-hidden />} onClick={() => setMarking('closed')}>
            {t('matrix.mark.closed.open')}
          </Button>
          <Button needs="operator" size="small" icon={<CircleOff aria-hidden />} onClick={() => setMarking('lost')}>
            {t('matrix.mark.lost.open')}
          </Button>
          {hasMarks ? (
            <Button
              needs="operator"
              size="small"
              icon={<Undo2 aria-hidden />}
              pending={unmark.isPending}
              onClick={() => unmark.mutate(selection)}
            >
              {t('matrix.mark.unmark')}
            </Button>
          ) : null}
          <button
            type="button"
            title={t('matrix.clear')}
            aria-label={t('matrix.clear')}
            className={buttonClass('quiet', 'icon', 'max-sm:absolute max-sm:top-1 max-sm:right-1')}
            onClick={onClear}
          >
            <X aria-hidden />
          </button>
        </div>
      </section>
      {marking ? (
        <MarkDialog
          kind={marking}
          selection={selection}
          states={states}
          onClose={() => setMarking(null)}
          onDone={() => {
            setMarking(null);
            onClear();
          }}
        />
      ) : null}
    </div>
  );
}
