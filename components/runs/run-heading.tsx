'use client';

import { ArrowLeft, CirclePause } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ResultFigures } from '#components/runs/result-figures';
import { RunActs } from '#components/runs/run-acts';
import { RunProgress } from '#components/runs/run-progress';
import { RunReason } from '#components/runs/run-reason';
import { Badge } from '#components/ui/badge';
import { Elapsed } from '#components/ui/elapsed';
import { Moment } from '#components/ui/moment';
import { Skeleton } from '#components/ui/skeleton';
import { WorkBadge } from '#components/ui/state-badge';
import { useTimes } from '#lib/client/use-times';
import type { Run, Step } from '#lib/contract/run';

type RunHeadingProps = {
  run: Run;
  steps: readonly Step[];
  /** More that can be done, before the acts on the run itself. */
  tools: ReactNode;
};

/** What run this is, how it stands, why it started and what can be done with it. */
export function RunHeading({ run, steps, tools }: RunHeadingProps) {
  const t = useTranslations();
  return (
    <section aria-label={t('run.title', { id: run.id })}>
      <BackToRuns />
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">
          {run.job} <span className="font-mono font-normal text-faint text-lg">#{run.id}</span>
        </h1>
        <WorkBadge state={run.state} />
        {run.pausedAt && !run.endedAt ? (
          <Badge tone="wait" icon={CirclePause}>
            {t('run.paused')}
          </Badge>
        ) : null}
        {run.cancelRequestedAt && !run.endedAt ? (
          <span className="text-soft text-xs">{t('run.cancelling')}</span>
        ) : null}
        <div className="flex flex-wrap gap-2 sm:ml-auto">
          {tools}
          <RunActs run={run} />
        </div>
      </div>
      <div className="mt-4 grid gap-x-8 gap-y-4 rounded-lg border border-line bg-surface p-4 lg:grid-cols-[minmax(18rem,26rem)_1fr]">
        <RunProgress run={run} steps={steps} />
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-x-6 gap-y-3">
          <Fact name={t('runs.trigger')}>
            <RunReason run={run} />
          </Fact>
          <Fact name={t('runs.began')}>
            <Moment at={run.startedAt ?? run.createdAt} />
          </Fact>
          <Fact name={t('runs.took')}>
            <Elapsed from={run.startedAt} to={run.endedAt} />
          </Fact>
          <Asked run={run} />
        </dl>
        <div className="empty:hidden lg:col-span-2">
          <ResultFigures result={run.result} />
        </div>
      </div>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

/** The run's input as it was asked for, one fact per field. */
function Asked({ run: { input } }: { run: Run }) {
  const t = useTranslations('run');
  const times = useTimes();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  const { from, to, mode, stores } = input;
  return (
    <>
      {typeof from === 'string' && typeof to === 'string' ? (
        <Fact name={t('period')}>{times.range(from, to)}</Fact>
      ) : null}
      {Array.isArray(stores) ? (
        <Fact name={t('stores')}>
          {stores.length > 3 ? t('storeCount', { count: stores.length }) : stores.join(', ')}
        </Fact>
      ) : null}
      {mode === 'all' || mode === 'failed' || mode === 'missing' ? (
        <Fact name={t('mode')}>{t(`modes.${mode}`)}</Fact>
      ) : null}
    </>
  );
}

function BackToRuns() {
  const t = useTranslations('runs');
  return (
    <Link href="/runs" className="inline-flex items-center gap-1 text-faint text-xs hover:text-ink">
      <ArrowLeft aria-hidden className="size-3.5" />
      {t('title')}
    </Link>
  );
}

export function RunHeadingSkeleton({ id }: { id: string }) {
  const t = useTranslations('run');
  return (
    <section aria-busy>
      <BackToRuns />
      <h1 className="mt-1 flex h-8 items-center font-semibold text-xl tracking-tight">{t('title', { id })}</h1>
      <div className="mt-4 flex h-20 flex-col gap-2 rounded-lg border border-line bg-surface p-4">
        <Skeleton className="h-1.5 w-96 max-w-full" />
        <Skeleton className="w-52" />
      </div>
    </section>
  );
}
