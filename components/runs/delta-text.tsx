'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import type { StepDelta } from '#lib/client/run-comparison';
import { useDuration } from '#lib/client/use-duration';
import { useTimes } from '#lib/client/use-times';

/** What changed since the run before; a step without its like says so. */
export function DeltaText({ delta: { before, tookMs, rows } }: { delta: StepDelta }) {
  const t = useTranslations('run');
  if (!before) return <span className="text-faint text-xs">{t('noLike')}</span>;
  return (
    <span className="flex gap-2 whitespace-nowrap text-xs">
      {rows === null ? null : <RowsDelta rows={rows} />}
      {tookMs === null ? null : <TimeDelta ms={tookMs} />}
    </span>
  );
}

/** Below this the difference is noise. */
const noiseMs = 500;

/** Longer is worse, shorter is better. */
export function TimeDelta({ ms }: { ms: number }) {
  const duration = useDuration();
  if (Math.abs(ms) < noiseMs) return <span className="text-faint">± 0 s</span>;
  return <span className={ms > 0 ? 'text-warn' : 'text-ok'}>{`${ms > 0 ? '+' : '−'}${duration(Math.abs(ms))}`}</span>;
}

/** Fewer rows than before may be a loss. */
export function RowsDelta({ rows }: { rows: number }) {
  const t = useTranslations('run');
  const { locale } = useTimes();
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(Math.abs(rows));
  const sign = rows > 0 ? '+' : rows < 0 ? '−' : '± ';
  return (
    <span className={clsx(rows < 0 ? 'text-warn' : 'text-soft')}>{t('rowsDelta', { rows: `${sign}${number}` })}</span>
  );
}
