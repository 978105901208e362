'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RowsDelta, TimeDelta } from '#components/runs/delta-text';
import { Moment } from '#components/ui/moment';
import { Skeleton } from '#components/ui/skeleton';
import { WorkBadge } from '#components/ui/state-badge';
import { rowsTogether } from '#lib/client/run-comparison';
import { useDuration } from '#lib/client/use-duration';
import { useTimes } from '#lib/client/use-times';
import type { Run, Step } from '#lib/contract/run';

type ComparisonStripProps = {
  run: Run;
  steps: readonly Step[];
  /** Undefined while it is read, null when there is none. */
  before: Run | null | undefined;
  stepsBefore: readonly Step[];
};

/** This run against the one before it: how long, how many steps, how many rows. */
export function ComparisonStrip({ run, steps, before, stepsBefore }: ComparisonStripProps) {
  const t = useTranslations('run');
  const duration = useDuration();
  if (before === undefined) return <Skeleton className="h-16" />;
  if (before === null)
    return <p className="rounded-lg border border-line bg-surface p-4 text-soft">{t('noPrevious')}</p>;
  const [took, tookBefore] = [tookOf(run), tookOf(before)];
  const [rows, rowsBefore] = [rowsTogether(steps), rowsTogether(stepsBefore)];
  return (
    <section
      aria-label={t('comparison')}
      className="flex flex-wrap items-start gap-x-10 gap-y-3 rounded-lg border border-line bg-surface p-4"
    >
      <div>
        <h2 className="text-faint text-xs">{t('comparedWith')}</h2>
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/runs/${before.id}`} className="font-medium text-accent underline underline-offset-2">
            #{before.id}
          </Link>
          <Moment at={before.startedAt ?? before.createdAt} />
          <WorkBadge state={before.state} />
        </p>
      </div>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <Figure
          name={t('took')}
          before={tookBefore === null ? '—' : duration(tookBefore)}
          now={took === null ? '—' : duration(took)}
        >
          {took === null || tookBefore === null ? null : <TimeDelta ms={took - tookBefore} />}
        </Figure>
        <Counts name={t('stepsOf')} before={before.steps.total} now={run.steps.total} />
        <Counts name={t('failedOf')} before={before.steps.failed} now={run.steps.failed} moreIsWorse />
        {rows === null || rowsBefore === null ? null : (
          <Figure name={t('rowsOf')} before={<Count of={rowsBefore} />} now={<Count of={rows} />}>
            <RowsDelta rows={rows - rowsBefore} />
          </Figure>
        )}
      </dl>
    </section>
  );
}

type FigureProps = { name: string; before: ReactNode; now: ReactNode; children: ReactNode };

function Figure({ name, before, now, children }: FigureProps) {
  return (
    <div>
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="flex items-baseline gap-2">
        <span className="text-faint">{before}</span>
        <span aria-hidden className="text-faint">
          →
        </span>
        <span className="font-medium">{now}</span>
        <span className="text-xs">{children}</span>
      </dd>
    </div>
  );
}

type CountsProps = { name: string; before: number; now: number; moreIsWorse?: boolean };

function Counts({ name, before, now, moreIsWorse = false }: CountsProps) {
  const by = now - before;
  const tone = !moreIsWorse || by === 0 ? 'text-soft' : by > 0 ? 'text-bad' : 'text-ok';
  return (
    <Figure name={name} before={<Count of={before} />} now={<Count of={now} />}>
      <span className={tone}>
        {by === 0 ? null : (
          <>
            {by > 0 ? '+' : '−'}
            <Count of={Math.abs(by)} />
          </>
        )}
      </span>
    </Figure>
  );
}

function Count({ of }: { of: number }) {
  const { locale } = useTimes();
  return new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(of);
}

function tookOf({ startedAt, endedAt }: Run): number | null {
  return startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null;
}
