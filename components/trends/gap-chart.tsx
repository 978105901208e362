'use client';

import { useTranslations } from 'next-intl';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { axis, chartHeight, Legend, LegendEntry, Swatch, Tip, TipLine } from '#components/trends/chart-parts';
import { worstGaps } from '#lib/client/trends';
import { useTimes } from '#lib/client/use-times';
import { addDays } from '#lib/contract/day';
import type { GapTrend } from '#lib/contract/trends';

/** Each line has a colour and a dash of its own: either tells them apart. */
const lines = [
  { color: 'var(--bad-solid)', dash: '' },
  { color: 'var(--busy-solid)', dash: '8 3' },
  { color: 'var(--warn-solid)', dash: '2 3' },
  { color: 'var(--wait-solid)', dash: '10 3 2 3' },
  { color: 'var(--ok-solid)', dash: '5 5' },
  { color: 'var(--accent)', dash: '1 2' },
] as const;

type GapChartProps = { gaps: GapTrend[]; from: string };
type Point = { day: string; [storeId: string]: number | string | null };

/** Days behind over time, of the stores that are behind the most. */
export function GapChart({ gaps, from }: GapChartProps) {
  const t = useTranslations('trends');
  const times = useTimes();
  const shown = worstGaps(gaps, lines.length).flatMap((gap, index) => {
    const look = lines[index];
    return look ? [{ gap, ...look }] : [];
  });
  const length = gaps[0]?.daysBehind.length ?? 0;
  const begun = gaps.map(({ daysBehind }) => daysBehind.findIndex((days) => days !== null)).filter((at) => at >= 0);
  const points = Array.from({ length }, (_, index): Point => {
    const behind = shown.map(({ gap }) => [gap.storeId, gap.daysBehind[index] ?? null]);
    return { ...Object.fromEntries(behind), day: addDays(from, index) };
  }).slice(Math.min(...begun));
  return (
    <figure aria-label={t('gapsSummary', { stores: shown.length })}>
      <Legend>
        {shown.map(({ gap, color, dash }) => (
          <LegendEntry key={gap.storeId} mark={<Swatch color={color} dash={dash} />}>
            {t('behindNow', { name: gap.name, days: gap.daysBehind.findLast((days) => days !== null) ?? 0 })}
          </LegendEntry>
        ))}
      </Legend>
      <ResponsiveContainer width="100%" height={chartHeight}>
        <LineChart data={points} accessibilityLayer={false} margin={{ left: -18, right: 8 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...axis} height={22} dataKey="day" minTickGap={28} tickFormatter={times.day} />
          <YAxis {...axis} allowDecimals={false} axisLine={false} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ label, payload }) => (
              <Tip title={typeof label === 'string' ? times.day(label) : ''}>
                {shown.map(({ gap, color, dash }) => (
                  <TipLine
                    key={gap.storeId}
                    mark={<Swatch color={color} dash={dash} />}
                    name={gap.name}
                    value={behindText(payload, gap.storeId)}
                  />
                ))}
              </Tip>
            )}
          />
          {shown.map(({ gap, color, dash }) => (
            <Line
              key={gap.storeId}
              type="stepAfter"
              dataKey={gap.storeId}
              stroke={color}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}

function behindText(payload: readonly { dataKey?: unknown; value?: unknown }[] | undefined, storeId: string): string {
  const value = payload?.find(({ dataKey }) => dataKey === storeId)?.value;
  return typeof value === 'number' ? String(value) : '—';
}
