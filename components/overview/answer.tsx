'use client';

import { useTranslations } from 'next-intl';
import { StoreStrip } from '#components/overview/store-strip';
import { Countdown } from '#components/ui/countdown';
import { Skeleton } from '#components/ui/skeleton';
import { longDayText } from '#lib/client/format';
import { openProblems } from '#lib/client/store-gaps';
import { useFailureTitle } from '#lib/client/use-failure-title';
import { useTimes } from '#lib/client/use-times';
import { addDays } from '#lib/contract/day';
import type { SalesOverview, StoreGap } from '#lib/contract/overview';

const boxClass = 'flex min-w-0 sm:min-h-64 flex-col rounded-lg border border-line bg-surface p-4 sm:p-6';

/** The question of every morning, answered in one sentence; then each store at a glance; then what is missing and why. */
export function Answer({ overview }: { overview: SalesOverview }) {
  const t = useTranslations('overview');
  const times = useTimes();
  const { day, complete, expected, stores } = overview;
  const dayName = day === addDays(times.today, -1) ? 'yesterday' : 'other';
  return (
    <section aria-labelledby="answer" className={boxClass}>
      <p className="text-faint first-letter:uppercase">
        {t('forDay', { near: dayName, day: longDayText(day, times.locale) })}
      </p>
      <h1 id="answer" className="mt-1 text-balance font-semibold text-2xl tracking-tight">
        {expected === 0
          ? t(stores.length === 0 ? 'noStores' : 'noneExpected')
          : t.rich('answer', {
              complete,
              expected,
              figure: (text) => <span className={complete === expected ? 'text-ok' : 'text-ink'}>{text}</span>,
            })}
      </h1>
      {stores.length === 0 ? <p className="mt-1 text-soft">{t('noStoresNext')}</p> : <StoreStrip stores={stores} />}
      {expected === 0 ? null : <Open problems={openProblems(stores)} />}
    </section>
  );
}

function Open({ problems }: { problems: StoreGap[] }) {
  const t = useTranslations();
  const titleOf = useFailureTitle();
  const first = problems.slice(0, 3);
  if (problems.length === 0) return <p className="mt-auto pt-4 text-soft">{t('overview.nothingOpen')}</p>;
  return (
    <ul className="flex flex-col gap-1 pt-4 text-soft">
      {first.map(({ storeId, name, failure, dayState }) => (
        <li key={storeId} className="truncate">
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
    </ul>
  );
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
