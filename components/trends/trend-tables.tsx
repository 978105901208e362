'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useLoadText } from '#components/trends/use-load-text';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { successShare, type TrendBar, worstGaps, worstOf } from '#lib/client/trends';
import { useTimes } from '#lib/client/use-times';
import type { GapTrend, LoadTrend } from '#lib/contract/trends';

/** The same numbers as the chart, the newest first. */
export function SuccessTable({ bars }: { bars: TrendBar[] }) {
  const t = useTranslations('trends');
  const times = useTimes();
  return (
    <Table
      label={t('success')}
      head={
        <>
          <HeadCell>{t('day')}</HeadCell>
          <HeadCell numeric>{t('verified')}</HeadCell>
          <HeadCell numeric>{t('partial')}</HeadCell>
          <HeadCell numeric>{t('missing')}</HeadCell>
          <HeadCell numeric>{t('excused')}</HeadCell>
          <HeadCell numeric>{t('successShare')}</HeadCell>
        </>
      }
    >
      {bars.toReversed().map((bar) => {
        const share = successShare(bar);
        return (
          <tr key={bar.to}>
            <Cell heading>{bar.from === bar.to ? times.day(bar.to) : times.range(bar.from, bar.to)}</Cell>
            <Cell label={t('verified')} numeric>
              {bar.verified}
            </Cell>
            <Cell label={t('partial')} numeric>
              {bar.partial}
            </Cell>
            <Cell label={t('missing')} numeric>
              {bar.missing}
            </Cell>
            <Cell label={t('excused')} numeric>
              {bar.excused}
            </Cell>
            <Cell label={t('successShare')} numeric>
              {share === null ? '—' : t('percent', { share })}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}

/** Each store at the start, at its worst and now; worst first. */
export function GapTrendTable({ gaps }: { gaps: GapTrend[] }) {
  const t = useTranslations('trends');
  const text = (days: number | null | undefined) => (typeof days === 'number' ? t('daysCount', { days }) : '—');
  return (
    <Table
      label={t('gaps')}
      head={
        <>
          <HeadCell>{t('store')}</HeadCell>
          <HeadCell numeric>{t('atStart')}</HeadCell>
          <HeadCell numeric>{t('atWorst')}</HeadCell>
          <HeadCell numeric>{t('atEnd')}</HeadCell>
        </>
      }
    >
      {worstGaps(gaps, gaps.length).map((gap) => (
        <tr key={gap.storeId}>
          <Cell heading>{gap.name}</Cell>
          <Cell label={t('atStart')} numeric>
            {text(gap.daysBehind.find((days) => days !== null))}
          </Cell>
          <Cell label={t('atWorst')} numeric>
            {text(gap.daysBehind.some((days) => days !== null) ? worstOf(gap) : null)}
          </Cell>
          <Cell label={t('atEnd')} numeric>
            {text(gap.daysBehind.findLast((days) => days !== null))}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

export function LoadTable({ loads }: { loads: LoadTrend[] }) {
  const t = useTranslations('trends');
  const textOf = useLoadText();
  const locale = useLocale();
  return (
    <Table
      label={t('loads')}
      head={
        <>
          <HeadCell>{t('store')}</HeadCell>
          <HeadCell numeric>{t('loadCount')}</HeadCell>
          <HeadCell numeric>{t('metrics.medianLoadMs')}</HeadCell>
          <HeadCell numeric>{t('metrics.rowsPerMinute')}</HeadCell>
          <HeadCell numeric>{t('metrics.medianRows')}</HeadCell>
          <HeadCell numeric>{t('rows')}</HeadCell>
        </>
      }
    >
      {loads.map((load) => (
        <tr key={load.storeId}>
          <Cell heading>{load.name}</Cell>
          <Cell label={t('loadCount')} numeric>
            {load.loads}
          </Cell>
          <Cell label={t('metrics.medianLoadMs')} numeric>
            {textOf('medianLoadMs', load.medianLoadMs)}
          </Cell>
          <Cell label={t('metrics.rowsPerMinute')} numeric>
            {textOf('rowsPerMinute', load.rowsPerMinute)}
          </Cell>
          <Cell label={t('metrics.medianRows')} numeric>
            {textOf('medianRows', load.medianRows)}
          </Cell>
          <Cell label={t('rows')} numeric>
            {new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(load.rows)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
