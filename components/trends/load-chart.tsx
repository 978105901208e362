'use client';

import { useTranslations } from 'next-intl';
import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { axis } from '#components/trends/chart-parts';
import { useLoadText } from '#components/trends/use-load-text';
import { type LoadMetric, rankedLoads } from '#lib/client/trends';
import type { LoadTrend } from '#lib/contract/trends';

const mostStores = 20;
const barHeight = 26;

type LoadChartProps = { loads: LoadTrend[]; metric: LoadMetric };

/** One figure of the loads, a bar for each store, those worth a look first. */
export function LoadChart({ loads, metric }: LoadChartProps) {
  const t = useTranslations('trends');
  const textOf = useLoadText();
  const shown = rankedLoads(loads, metric, mostStores);
  const hidden = loads.filter((load) => load[metric] !== null).length - shown.length;
  return (
    <figure aria-label={t('loadsSummary', { metric: t(`metrics.${metric}`), stores: shown.length })}>
      <ResponsiveContainer width="100%" height={shown.length * barHeight + 8}>
        <BarChart
          data={shown}
          layout="vertical"
          accessibilityLayer={false}
          margin={{ left: 0, right: 84, top: 0, bottom: 0 }}
        >
          <XAxis type="number" hide domain={[0, 'dataMax']} />
          <YAxis {...axis} type="category" dataKey="name" width={128} axisLine={false} interval={0} />
          <Bar dataKey={metric} fill="var(--busy-solid)" barSize={12} radius={2} isAnimationActive={false}>
            <LabelList
              dataKey={metric}
              position="right"
              fill="var(--ink-soft)"
              fontSize={11}
              formatter={(value) => textOf(metric, typeof value === 'number' ? value : null)}
            />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
      {hidden > 0 ? (
        <figcaption className="mt-2 text-faint text-xs">{t('moreStores', { count: hidden })}</figcaption>
      ) : null}
    </figure>
  );
}
