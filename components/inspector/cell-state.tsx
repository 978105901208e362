'use client';

import { useTranslations } from 'next-intl';
import { Countdown } from '#components/ui/countdown';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { ReasonText } from '#components/ui/reason-text';
import { StoreDayBadge, WorkBadge } from '#components/ui/state-badge';
import { useTimes } from '#lib/client/use-times';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';

/** The state in words, why it is so, and what happens by itself. */
export function CellState({ detail }: { detail: StoreDayDetail }) {
  const t = useTranslations();
  const { state, error } = detail;
  return (
    <div className="flex flex-col gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StoreDayBadge state={state} />
        <span className="text-soft">{t(`storeDay.${state}.meaning`)}</span>
      </div>
      <Why detail={detail} />
      {error && state !== 'verified' ? <FailureText failure={error} /> : null}
      <Underway detail={detail} />
    </div>
  );
}

/** Who or what says that the day is not expected, or is left alone. */
function Why({ detail: { mark, calendar, hold } }: { detail: StoreDayDetail }) {
  const t = useTranslations('inspector');
  return (
    <>
      {mark ? (
        <p className="break-words">
          <span className="font-medium">{t(`mark.${mark.kind}`)}</span> {mark.reason}
          <span className="block text-faint text-xs">
            {mark.by ?? t('someone')} · <Moment at={mark.at} />
          </span>
        </p>
      ) : null}
      {calendar ? (
        <p>
          {t(`calendarSays.${calendar.kind}`)} {calendar.name}
        </p>
      ) : null}
      {hold ? (
        <p className="break-words">
          <span className="font-medium">{hold.until ? t('heldUntil') : t('heldOpen')}</span>{' '}
          {hold.until ? <Moment at={hold.until} /> : null}
          <span className="block text-faint text-xs">{hold.reason}</span>
        </p>
      ) : null}
    </>
  );
}

function Underway({ detail: { active } }: { detail: StoreDayDetail }) {
  const t = useTranslations();
  const { locale } = useTimes();
  if (!active) return null;
  const { state, reason, attempt, maxAttempts, nextAttemptAt, progress } = active;
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <WorkBadge state={state} />
        {attempt > 0 ? <span>{t('run.attemptOf', { attempt, of: maxAttempts })}</span> : null}
        {reason ? (
          <span className="text-soft">
            <ReasonText reason={reason} />
          </span>
        ) : null}
      </p>
      {nextAttemptAt ? (
        <p className="text-wait">
          {t('run.nextAttempt')} <Moment at={nextAttemptAt} /> · <Countdown at={nextAttemptAt} />
        </p>
      ) : null}
      {progress ? (
        <>
          <p className="text-soft text-xs">
            {t('inspector.rowsSoFar', { done: number.format(progress.done) })}
            {progress.total === null ? '' : ` / ${number.format(progress.total)}`}
          </p>
          {progress.total ? <Bar share={progress.done / progress.total} /> : null}
        </>
      ) : null}
    </div>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-line">
      <span className="block h-full bg-busy-solid" style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  );
}
