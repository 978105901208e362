'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { type Share, SharesBar } from '#components/ui/shares-bar';
import { workLooks } from '#components/ui/state-badge';
import { endedStepStates, type Run, type StepState } from '#lib/contract/run';

const order = [
  'completed',
  'failed',
  'cancelled',
  'skipped',
  'running',
  'waiting',
  'pending',
] as const satisfies readonly StepState[];

type StepsBarProps = { run: Pick<Run, 'state' | 'steps'>; small?: boolean };

/** The steps of a run by state, as a bar and in words. */
export function StepsBar({ run: { state, steps }, small = false }: StepsBarProps) {
  const t = useTranslations('runs');
  if (steps.total === 0) return <span className="text-faint text-xs">{t('withoutSteps', { state })}</span>;
  const ended = endedStepStates.reduce((sum, state) => sum + steps[state], 0);
  const parts = order
    .filter((each) => each !== 'completed' && each !== 'pending' && steps[each] > 0)
    .map((each) => t(`stepCounts.${each}`, { count: steps[each] }));
  const inWords = [t('stepsEnded', { ended, total: steps.total }), ...parts].join(' · ');
  const shares: Share[] = order.map((each) => ({ key: each, count: steps[each], tone: workLooks[each].tone }));
  return (
    <span className={small ? 'flex items-center gap-3' : 'block'}>
      <SharesBar shares={shares.map(muted)} label={inWords} className={small ? 'h-1! w-20 shrink-0' : 'h-2!'} />
      <span className={clsx('text-soft', small ? 'text-xs' : 'mt-2 block')}>{inWords}</span>
    </span>
  );
}

/** What has not begun leaves the bar empty. */
function muted(share: Share): Share {
  return share.key === 'pending' ? { ...share, tone: 'none' } : share;
}
