'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { type Share, SharesBar } from '#components/ui/shares-bar';
import { workLooks } from '#components/ui/state-badge';
import { endedStepStates, type StepCounts, type StepState } from '#lib/contract/run';

const order = [
  'completed',
  'failed',
  'cancelled',
  'skipped',
  'running',
  'waiting',
  'pending',
] as const satisfies readonly StepState[];

/** The steps of a run by state, as a bar and in words. */
export function StepsBar({ steps, small = false }: { steps: StepCounts; small?: boolean }) {
  const t = useTranslations('runs');
  if (steps.total === 0) return <span className="text-faint text-xs">{t('nothingToDo')}</span>;
  const ended = endedStepStates.reduce((sum, state) => sum + steps[state], 0);
  const parts = order
    .filter((state) => state !== 'completed' && state !== 'pending' && steps[state] > 0)
    .map((state) => t(`stepCounts.${state}`, { count: steps[state] }));
  const inWords = [t('stepsEnded', { ended, total: steps.total }), ...parts].join(' · ');
  const shares: Share[] = order.map((state) => ({ key: state, count: steps[state], tone: workLooks[state].tone }));
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
