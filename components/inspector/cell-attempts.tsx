'use client';

import { useTranslations } from 'next-intl';
import { Section } from '#components/inspector/section';
import { Elapsed } from '#components/ui/elapsed';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { WorkBadge } from '#components/ui/state-badge';
import { inspect } from '#lib/client/inspector';
import type { DayAttempt, StoreDayDetail } from '#lib/contract/store-day-detail';

/** Every try at the day, in whatever run, with its cause. */
export function CellAttempts({ detail: { attempts } }: { detail: StoreDayDetail }) {
  const t = useTranslations('inspector');
  return (
    <Section title={t('attempts')} note={attempts.length > 0 ? attempts.length : null}>
      {attempts.length === 0 ? <p className="text-faint">{t('noAttempts')}</p> : null}
      <ol className="flex flex-col gap-3">
        {attempts.map((attempt) => (
          <AttemptLine key={`${attempt.stepId} ${attempt.attempt}`} attempt={attempt} />
        ))}
      </ol>
    </Section>
  );
}

function AttemptLine({ attempt: { attempt, runId, startedAt, endedAt, outcome, error } }: { attempt: DayAttempt }) {
  const t = useTranslations();
  return (
    <li className="text-xs">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <WorkBadge state={outcome} />
        <span className="text-soft">
          <Moment at={startedAt} /> · <Elapsed from={startedAt} to={endedAt} />
        </span>
        <button
          type="button"
          className="ml-auto text-accent underline underline-offset-2"
          onClick={() => inspect({ kind: 'run', runId })}
        >
          {t('run.title', { id: runId })} · {t('run.attempt', { attempt })}
        </button>
      </div>
      {error ? <FailureText failure={error} className="mt-0.5" /> : null}
    </li>
  );
}
