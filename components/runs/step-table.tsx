'use client';

import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AttemptList } from '#components/runs/attempt-list';
import { ResultFigures } from '#components/runs/result-figures';
import { StepProgress } from '#components/runs/step-progress';
import { Elapsed } from '#components/ui/elapsed';
import { FailureText } from '#components/ui/failure-text';
import { ReasonText } from '#components/ui/reason-text';
import { WorkBadge } from '#components/ui/state-badge';
import type { Step } from '#lib/contract/run';

/** One line per step; it opens in place to its attempts, so that a retry never looks like another run. */
export function StepTable({ steps }: { steps: Step[] }) {
  return (
    <ul className="@container divide-y divide-line">
      {steps.map((step) => (
        <StepLine key={step.id} step={step} />
      ))}
    </ul>
  );
}

function StepLine({ step }: { step: Step }) {
  const t = useTranslations('run');
  const [open, setOpen] = useState(false);
  const detailsId = `step-${step.id}`;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={detailsId}
        onClick={() => setOpen(!open)}
        className="grid min-h-11 w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2.5 gap-y-1 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2 @md:grid-cols-[auto_minmax(0,11rem)_minmax(0,1fr)_auto] @2xl:grid-cols-[auto_minmax(0,13rem)_minmax(0,1fr)_auto_4.5rem]"
      >
        <ChevronRight aria-hidden className={clsx('size-3.5 text-faint transition-[rotate]', open && 'rotate-90')} />
        <span className="truncate font-mono text-xs">{step.key}</span>
        <span className="order-last col-span-2 col-start-2 min-w-0 text-xs @md:order-none @md:col-span-1 @md:col-start-auto">
          <StepNow step={step} />
        </span>
        <span className="justify-self-end">
          <WorkBadge state={step.state} />
        </span>
        <span className="hidden text-right text-soft text-xs @2xl:block">
          <Elapsed from={step.startedAt} to={step.endedAt} />
          {step.maxAttempts > 1 && step.attempt > 0 ? (
            <span className="block text-faint">{t('attemptOf', { attempt: step.attempt, of: step.maxAttempts })}</span>
          ) : null}
        </span>
      </button>
      {open ? (
        <div id={detailsId} className="border-line border-t bg-canvas px-4 py-3 md:pl-10">
          <AttemptList step={step} />
        </div>
      ) : null}
    </li>
  );
}

/** The one thing worth knowing about a step in its present state. */
function StepNow({ step }: { step: Step }) {
  const t = useTranslations('run');
  if (step.state === 'running') return <StepProgress progress={step.progress} />;
  if (step.state === 'waiting' || step.state === 'failed') {
    return step.error ? (
      <FailureText failure={step.error} brief />
    ) : (
      <span className="text-soft">{step.reason ? <ReasonText reason={step.reason} /> : null}</span>
    );
  }
  if (step.state === 'skipped')
    return (
      <span className="text-soft">{step.reason ? <ReasonText reason={step.reason} /> : t('skippedNoReason')}</span>
    );
  return <ResultFigures brief result={step.result} />;
}
