'use client';

import { DatabaseZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { StoreStrip } from '#components/answer/store-strip';
import { Button } from '#components/ui/button';
import { Countdown } from '#components/ui/countdown';
import { Moment } from '#components/ui/moment';
import { Skeleton } from '#components/ui/skeleton';
import { longDayText } from '#lib/client/format';
import { openProblems, recoverableDays } from '#lib/client/store-gaps';
import { useFailureTitle } from '#lib/client/use-failure-title';
import { useTimes } from '#lib/client/use-times';
import { addDays } from '#lib/contract/day';
import type { SalesOverview } from '#lib/contract/overview';

const boxClass = 'flex min-w-0 sm:min-h-64 flex-col rounded-lg border border-line bg-surface p-4 sm:p-6';

type AnswerProps = { overview: SalesOverview; onRecoverAll: () => void };

/** The question of every morning, answered in one sentence; each store at a glance; what is missing, why, and what to do. */
export function Answer({ overview, onRecoverAll }: AnswerProps) {
  const t = useTranslations('overview');
  const times = useTimes();
  const { day, expected, stores } = overview;
  const dayName = day === addDays(times.today, -1) ? 'yesterday' : 'other';
  return (
    <section aria-labelledby="answer" className={boxClass}>
      <p className="text-faint first-letter:uppercase">
        {t('forDay', { near: dayName, day: longDayText(day, times.locale) })}
      </p>
      <h1 id="answer" className="mt-1 text-balance font-semibold text-2xl tracking-tight">
        <Sentence overview={overview} />
      </h1>
      {stores.length === 0 ? (
        <p className="mt-1 text-soft">{t('noStoresNext')}</p>
      ) : (
        <StoreStrip stores={stores} day={day} />
      )}
      {expected === 0 ? null : (
        <div className="mt-auto grid items-end gap-x-6 gap-y-3 pt-4 sm:grid-cols-[minmax(0,1fr)_auto]">
          <Open overview={overview} />
          <NextAct units={recoverableDays(stores)} onRecoverAll={onRecoverAll} />
        </div>
      )}
    </section>
  );
}

function Sentence({ overview: { complete, expected, expectedSalesShare, stores } }: { overview: SalesOverview }) {
  const t = useTranslations('overview');
  const { locale } = useTimes();
  if (expected === 0) return t(stores.length === 0 ? 'noStores' : 'noneExpected');
  const figure = (text: ReactNode) => <span className={complete === expected ? 'text-ok' : 'text-ink'}>{text}</span>;
  return (
    <>
      {t.rich('answer', { complete, expected, figure })}
      {expectedSalesShare === null ? null : (
        <span className="font-normal text-lg text-soft">
          {t('salesShare', { share: shareText(expectedSalesShare, locale) })}
        </span>
      )}
    </>
  );
}

function Open({ overview: { stores, forecast } }: { overview: SalesOverview }) {
  const t = useTranslations();
  const titleOf = useFailureTitle();
  const problems = openProblems(stores);
  const first = problems.slice(0, 3);
  if (problems.length === 0) return <p className="text-soft">{t('overview.nothingOpen')}</p>;
  return (
    <ul className="flex min-w-0 flex-col gap-1 text-soft">
      {first.map(({ storeId, name, failure, dayState }) => (
        <li key={storeId} className="line-clamp-2">
          <span className="font-medium text-ink">{name}</span>{' '}
          {failure ? titleOf(failure.failure) : t(`storeDay.${dayState}.meaning`)}
          {failure?.nextAttemptAt ? (
            <>
              {' · '}
              {t('overview.nextAttempt')} <Countdown at={failure.nextAttemptAt} />
            </>
          ) : null}
        </li>
      ))}
      {problems.length > first.length ? (
        <li className="text-faint">{t('overview.andMore', { count: problems.length - first.length })}</li>
      ) : null}
      {forecast ? (
        <li>
          {t('overview.forecast', { count: forecast.stores })} <Moment at={forecast.at} />
        </li>
      ) : null}
    </ul>
  );
}

function NextAct({ units, onRecoverAll }: { units: number; onRecoverAll: () => void }) {
  const t = useTranslations('overview');
  if (units === 0) return null;
  return (
    <Button needs="operator" look="primary" icon={<DatabaseZap aria-hidden />} onClick={onRecoverAll}>
      {t('recover', { units })}
    </Button>
  );
}

/** 97.8 %; what is missing is never rounded away. */
function shareText(share: number, locale: string): string {
  const floored = Math.floor(share * 1000 + 1e-9) / 1000;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(floored);
}

/** As tall as the answer, so that nothing moves when it comes. */
export function AnswerSkeleton({ failed }: { failed: boolean }) {
  const t = useTranslations('overview');
  if (failed) {
    return (
      <section className={boxClass}>
        <h1 className="text-balance font-semibold text-2xl tracking-tight">{t('unknown')}</h1>
        <p className="mt-1 text-soft">{t('unknownWhy')}</p>
      </section>
    );
  }
  return (
    <section aria-busy className={boxClass}>
      <h1 className="sr-only">{t('title')}</h1>
      <Skeleton className="w-52" />
      <Skeleton className="mt-3 h-7 w-96 max-w-full" />
      <Skeleton className="mt-5 h-12" />
      <Skeleton className="mt-auto w-72 max-w-full" />
    </section>
  );
}
