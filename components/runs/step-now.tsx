'use client';

import { useTranslations } from 'next-intl';
import { StepProgress } from '#components/runs/step-progress';
import { ReasonText } from '#components/ui/reason-text';
import type { Step } from '#lib/contract/run';

/** What a step is doing now, or why it does nothing; its tries say the rest. */
export function StepNow({ step: { state, progress, reason } }: { step: Step }) {
  const t = useTranslations('run');
  if (state === 'running') return <StepProgress progress={progress} />;
  if (state === 'waiting' && reason) {
    return (
      <p className="text-wait">
        <ReasonText reason={reason} />
      </p>
    );
  }
  if (state !== 'skipped') return null;
  return <p className="text-soft">{reason ? <ReasonText reason={reason} /> : t('skippedNoReason')}</p>;
}
