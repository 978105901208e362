'use client';

import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ResultFigures } from '#components/runs/result-figures';
import { Button } from '#components/ui/button';
import { Countdown } from '#components/ui/countdown';
import { Elapsed } from '#components/ui/elapsed';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { WorkBadge } from '#components/ui/state-badge';
import { setSearch } from '#lib/client/url';
import type { Attempt, Step } from '#lib/contract/run';

/** Every try of a step with its cause, and the next one that will come by itself. */
export function AttemptList({ step }: { step: Step }) {
  const t = useTranslations('run');
  return (
    <div className="flex flex-col gap-3">
      <ResultFigures result={step.result} />
      {step.attempts.length === 0 ? <p className="text-faint text-xs">{t('noAttempts')}</p> : null}
      <ol className="flex flex-col gap-2.5">
        {step.attempts.map((attempt) => (
          <AttemptLine key={attempt.attempt} attempt={attempt} />
        ))}
        {step.nextAttemptAt ? (
          <li className="text-wait text-xs">
            {t('nextAttempt')} <Moment at={step.nextAttemptAt} /> · <Countdown at={step.nextAttemptAt} />
          </li>
        ) : null}
      </ol>
      <div>
        <Button size="small" icon={<ScrollText aria-hidden />} onClick={() => setSearch({ step: step.key })}>
          {t('showLog')}
        </Button>
      </div>
    </div>
  );
}

function AttemptLine({ attempt: { attempt, startedAt, endedAt, outcome, error } }: { attempt: Attempt }) {
  const t = useTranslations('run');
  return (
    <li className="text-xs">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="font-medium">{t('attempt', { attempt })}</span>
        <WorkBadge state={outcome} />
        <span className="text-soft">
          <Moment at={startedAt} /> · <Elapsed from={startedAt} to={endedAt} />
        </span>
      </div>
      {error ? <FailureText failure={error} className="mt-0.5" /> : null}
    </li>
  );
}
