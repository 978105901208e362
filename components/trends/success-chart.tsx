'use client';

import { useTranslations } from 'next-intl';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { axis, chartHeight, Legend, LegendEntry, Swatch, Tip, TipLine } from '#components/trends/chart-parts';
import { successShare, type TrendBar } from '#lib/client/trends';
import { useTimes } from '#lib/client/use-times';

const stripes = 'missing-stripes';

/** Drawn from the axis upwards. Missing is striped, so that it is told apart without its colour. */
const series = [
  { name: 'verified', color: 'var(--ok-solid)', fill: 'var(--ok-solid)', striped: false },
  { name: 'partial', color: 'var(--warn-solid)', fill: 'var(--warn-solid)', striped: false },
  { name: 'missing', color: 'var(--bad-solid)', fill: `url(#${stripes})`, striped: true },
] as const;

/** Store-days by what became of them, a bar for each day or week. */
export function SuccessChart({ bars }: { bars: TrendBar[] }) {
  const t = useTranslations('trends');
  const times = useTimes();
  return (
    <figure aria-label={t('successSummary', summaryOf(bars))}>
      <Legend>
        {series.map(({ name, color, striped }) => (
          <LegendEntry key={name} mark={<Swatch color={color} striped={striped} />}>
            {t(name)}
          </LegendEntry>
        ))}
      </Legend>
      <ResponsiveContainer width="100%" height={chartHeight}>
        <BarChart data={bars} barCategoryGap="12%" accessibilityLayer={false} margin={{ left: -18, right: 4 }}>
          <defs>
            <pattern id={stripes} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width={5} height={5} fill="var(--bad-solid)" />
              <rect width={1.6} height={5} fill="var(--surface)" />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...axis} height={22} dataKey="to" minTickGap={28} tickFormatter={times.day} />
          <YAxis {...axis} allowDecimals={false} axisLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ payload }) => <BarTip bar={barOf(payload)} />}
          />
          {series.map(({ name, fill }) => (
            <Bar key={name} dataKey={name} stackId="days" fill={fill} isAnimationActive={false} />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

function summaryOf(bars: readonly TrendBar[]) {
  const sum = (name: 'verified' | 'partial' | 'missing') => bars.reduce((total, bar) => total + bar[name], 0);
  return { verified: sum('verified'), partial: sum('partial'), missing: sum('missing') };
}

/** True because every point of the chart is one of its bars. */
function barOf(payload: readonly { payload?: unknown }[] | undefined): TrendBar | undefined {
  return payload?.[0]?.payload as TrendBar | undefined;
}

function BarTip({ bar }: { bar: TrendBar | undefined }) {
  const t = useTranslations('trends');
  const times = useTimes();
  if (!bar) return null;
  const share = successShare(bar);
  return (
    <Tip title={bar.from === bar.to ? times.day(bar.to) : times.range(bar.from, bar.to)}>
      {series.map(({ name, color, striped }) => (
        <TipLine
          key={name}
          mark={<Swatch color={color} striped={striped} />}
          name={t(name)}
          value={String(bar[name])}
        />
      ))}
      {share === null ? null : <p className="mt-1 text-faint">{t('share', { share })}</p>}
    </Tip>
  );
}
