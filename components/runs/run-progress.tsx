'use client';

import { useTranslations } from 'next-intl';
import { StepsBar } from '#components/runs/steps-bar';
import { Moment } from '#components/ui/moment';
import { minutesText } from '#lib/client/format';
import { runEstimate } from '#lib/client/run-estimate';
import { isEnded } from '#lib/client/runs';
import { useTimes } from '#lib/client/use-times';
import type { Run, Step } from '#lib/contract/run';

const minuteMs = 60_000;

/** How far the run is, and when it is likely to be over. */
export function RunProgress({ run, steps }: { run: Run; steps: readonly Step[] }) {
  const t = useTranslations('run');
  const { now } = useTimes(5000);
  const { leftSteps, endAt } = runEstimate({ run, steps, now: now.getTime() });
  return (
    <div>
      <StepsBar run={run} />
      {isEnded(run) ? null : (
        <p className="mt-1 min-h-5 text-soft">
          {run.pausedAt ? (
            <>
              {run.pausedBy ? t('pausedBy', { by: run.pausedBy }) : t('pausedSince')} <Moment at={run.pausedAt} />
              {' · '}
              {t('pausedNote')}
            </>
          ) : endAt !== null ? (
            <>
              {t('left', { count: leftSteps, time: minutesText((endAt - now.getTime()) / minuteMs) })}{' '}
              <Moment at={new Date(endAt).toISOString()} />
            </>
          ) : leftSteps > 0 ? (
            t('leftUnknown', { count: leftSteps })
          ) : null}
        </p>
      )}
    </div>
  );
}
