'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { Folded } from '#components/ui/folded';
import { useTimes } from '#lib/client/use-times';
import type { DailySummary } from '#lib/contract/overview';

const shownDays = 14;

/** What the daily load made of each of the last two weeks: bars to see a bad day, words for the last one, all in a table. */
export function SummaryHistory({ summaries }: { summaries: DailySummary[] }) {
  const t = useTranslations('automatic');
  const times = useTimes();
  const [last] = summaries;
  const days = summaries.slice(0, shownDays).toReversed();
  return (
    <div className="mt-4 border-line border-t pt-3">
      <p className="truncate text-faint text-xs">
        {last ? t('summaryOf', { day: times.day(last.day) }) : t('summary')}
      </p>
      <div className="mt-1 flex items-end gap-4">
        <p className="min-w-0 flex-1 font-medium text-sm">
          {last ? t('summaryParts', last) : <span className="text-soft">{t('noSummary')}</span>}
        </p>
        <div aria-hidden className="flex h-9 w-36 shrink-0 items-end gap-0.5">
          {Array.from({ length: shownDays - days.length }, (_, index) => index).map((empty) => (
            <span key={empty} className="h-1 flex-1 rounded-sm bg-sunken" />
          ))}
          {days.map((summary) => (
            <Bar
              key={summary.day}
              summary={summary}
              title={`${times.day(summary.day)}: ${t('summaryParts', summary)}`}
            />
          ))}
        </div>
      </div>
      {last ? (
        <Folded title={t('history')}>
          <SummaryTable summaries={summaries.slice(0, shownDays)} />
        </Folded>
      ) : null}
    </div>
  );
}

/** One day: as many parts as stores, the failed ones on top. */
function Bar({ summary: { total, successful, partial, failed }, title }: { summary: DailySummary; title: string }) {
  const height = (count: number) => ({ height: `${(count / Math.max(1, total)) * 100}%` });
  return (
    <span title={title} className="flex h-full flex-1 flex-col justify-end gap-px">
      {failed > 0 ? <span className="min-h-1 rounded-xs bg-bad-solid" style={height(failed)} /> : null}
      {partial > 0 ? <span className="min-h-1 rounded-xs bg-warn-solid" style={height(partial)} /> : null}
      <span className={clsx('rounded-xs', total === 0 ? 'h-1 bg-sunken' : 'bg-ok-solid')} style={height(successful)} />
    </span>
  );
}

const cell = 'px-2 py-1 first:pl-0 last:pr-0';

function SummaryTable({ summaries }: { summaries: DailySummary[] }) {
  const t = useTranslations('automatic');
  const times = useTimes();
  return (
    <table className="text-sm">
      <thead>
        <tr className="text-faint text-xs">
          <th className={`${cell} text-left font-normal`}>{t('day')}</th>
          <th className={`${cell} text-right font-normal`}>{t('good')}</th>
          <th className={`${cell} text-right font-normal`}>{t('partial')}</th>
          <th className={`${cell} text-right font-normal`}>{t('bad')}</th>
        </tr>
      </thead>
      <tbody>
        {summaries.map(({ day, total, successful, partial, failed }) => (
          <tr key={day}>
            <th scope="row" className={`${cell} whitespace-nowrap text-left font-medium`}>
              {times.day(day)}
            </th>
            <td className={`${cell} whitespace-nowrap text-right`}>{t('summaryTotal', { successful, total })}</td>
            <td className={clsx(cell, 'text-right', partial > 0 ? 'text-warn' : 'text-faint')}>{partial}</td>
            <td className={clsx(cell, 'text-right', failed > 0 ? 'text-bad' : 'text-faint')}>{failed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
