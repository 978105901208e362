'use client';

import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AttemptList } from '#components/runs/attempt-list';
import { DeltaText } from '#components/runs/delta-text';
import { StepBars } from '#components/runs/step-bars';
import { StepNow } from '#components/runs/step-now';
import { Elapsed } from '#components/ui/elapsed';
import { WorkBadge } from '#components/ui/state-badge';
import type { StepDelta } from '#lib/client/run-comparison';
import { barsOf, type Stretch } from '#lib/client/timeline';
import type { Step } from '#lib/contract/run';

/** Name, bars, state; on a narrow panel the bars go under the name. */
export const rowGrid =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 @xl:grid-cols-[12.5rem_minmax(0,1fr)_11.5rem]';

type StepRowProps = {
  step: Step;
  inLane: boolean;
  open: boolean;
  view: Stretch;
  marks: readonly number[];
  now: number;
  delta: StepDelta | null;
  onToggle: () => void;
};

/** One step: its name, its tries in time, how it stands; open, each try with its cause. */
export function StepRow({ step, inLane, open, view, marks, now, delta, onToggle }: StepRowProps) {
  const t = useTranslations('run');
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the tree around it has the keys */}
      <div onClick={onToggle} className={clsx(rowGrid, 'min-h-8 cursor-pointer px-3 py-1 hover:bg-hover')}>
        <span className={clsx('flex min-w-0 items-center gap-1.5', inLane && 'pl-4')}>
          <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0 text-faint', open && 'rotate-90')} />
          <span title={step.key} className="truncate font-mono text-xs">
            {step.key}
          </span>
        </span>
        <span className="order-last col-span-2 @xl:order-none @xl:col-span-1">
          <StepBars bars={barsOf(step, now)} view={view} marks={marks} />
        </span>
        <span className="flex items-center justify-end gap-2">
          {delta ? (
            <DeltaText delta={delta} />
          ) : (
            <span className="text-right text-soft text-xs">
              {step.attempt > 1 ? <span className="text-faint">{t('tries', { count: step.attempt })} · </span> : null}
              <Elapsed from={step.attempts[0]?.startedAt ?? null} to={step.endedAt} />
            </span>
          )}
          <WorkBadge state={step.state} />
        </span>
      </div>
      {open ? (
        <div className="flex flex-col gap-2 border-line border-y bg-canvas px-4 py-3 text-xs @xl:pl-10">
          <StepNow step={step} />
          <AttemptList step={step} />
        </div>
      ) : null}
    </>
  );
}
