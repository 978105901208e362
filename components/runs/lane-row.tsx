'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StepBars } from '#components/runs/step-bars';
import { rowGrid } from '#components/runs/step-row';
import { Badge } from '#components/ui/badge';
import { workLooks } from '#components/ui/state-badge';
import { laneName, storeOfLane } from '#lib/client/lane';
import { storesQuery } from '#lib/client/stores';
import { barsOf, mergedBars, type Stretch } from '#lib/client/timeline';
import { type Step, StepState } from '#lib/contract/run';

type LaneRowProps = {
  lane: string;
  steps: readonly Step[];
  open: boolean;
  view: Stretch;
  marks: readonly number[];
  now: number;
  onToggle: () => void;
};

/** What needs a look first: a lane wears its gravest state. */
const gravest = ['failed', 'running', 'waiting', 'cancelled', 'pending', 'completed', 'skipped'] as const;

/** A lane (a store) with all its steps as one row: how many there are, and what became of them. */
export function LaneRow({ lane, steps, open, view, marks, now, onToggle }: LaneRowProps) {
  const t = useTranslations();
  const storeId = storeOfLane(lane);
  const store = useQuery({ ...storesQuery, enabled: storeId !== null }).data?.items.find(({ id }) => id === storeId);
  const bars = mergedBars(
    steps.flatMap((step) => barsOf(step, now).filter(({ kind }) => kind !== 'wait')),
    view,
  );
  const state = gravest.find((each) => steps.some((step) => step.state === each)) ?? StepState.enum.pending;
  const count = steps.filter((step) => step.state === state).length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the tree around it has the keys
    <div onClick={onToggle} className={clsx(rowGrid, 'min-h-8 cursor-pointer bg-sunken/60 px-3 py-1 hover:bg-hover')}>
      <span className="flex min-w-0 items-center gap-1.5">
        <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0 text-faint', open && 'rotate-90')} />
        <span title={laneName(lane)} className="truncate font-medium">
          {store?.name ?? laneName(lane)}
        </span>
        <span className="shrink-0 text-faint text-xs">{steps.length}</span>
      </span>
      <span className="order-last col-span-2 @xl:order-none @xl:col-span-1">
        <StepBars thin bars={bars} view={view} marks={marks} />
      </span>
      <span className="flex justify-end">
        <Badge {...workLooks[state]}>{t(`runs.stepCounts.${state}`, { count })}</Badge>
      </span>
    </div>
  );
}
