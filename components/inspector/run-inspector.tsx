'use client';

import { useQuery } from '@tanstack/react-query';
import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { InspectorSkeleton } from '#components/inspector/cell-inspector';
import { InspectorHeading } from '#components/inspector/inspector-heading';
import { RunActs } from '#components/runs/run-acts';
import { buttonClass } from '#components/ui/button';
import { Elapsed } from '#components/ui/elapsed';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { Failed } from '#components/ui/notice';
import { type Share, SharesBar } from '#components/ui/shares-bar';
import { WorkBadge } from '#components/ui/state-badge';
import { runQuery } from '#lib/client/runs';
import type { Run } from '#lib/contract/run';

/** A run in short: how far it is, and what can be done with it; all of it is one press away. */
export function RunInspector({ runId }: { runId: string }) {
  const t = useTranslations('inspector');
  const run = useQuery(runQuery(runId));
  const { data } = run;
  return (
    <>
      <InspectorHeading
        title={t('run', { id: runId })}
        note={data ? <span className="truncate font-mono text-xs">{data.job}</span> : null}
      />
      {data ? (
        <Summary run={data} />
      ) : run.isError ? (
        <Failed what={t('runFailed')} error={run.error} onRetry={() => run.refetch()} retrying={run.isFetching} />
      ) : (
        <InspectorSkeleton />
      )}
    </>
  );
}

function Summary({ run }: { run: Run }) {
  const t = useTranslations();
  const { id, state, trigger, requestedBy, createdAt, startedAt, endedAt, error, pausedAt } = run;
  return (
    <div className="flex flex-col gap-4 px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <WorkBadge state={state} />
        <span className="text-soft">
          {t(`trigger.${trigger}`)}
          {requestedBy ? ` · ${requestedBy}` : ''}
        </span>
        {pausedAt ? <span className="font-medium text-wait">{t('inspector.paused')}</span> : null}
      </p>
      <Steps run={run} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-faint">{t('inspector.started')}</dt>
        <dd>
          <Moment at={startedAt ?? createdAt} />
        </dd>
        <dt className="text-faint">{t('inspector.took')}</dt>
        <dd>
          <Elapsed from={startedAt} to={endedAt} />
        </dd>
      </dl>
      {error ? <FailureText failure={error} /> : null}
      <div className="flex flex-wrap gap-2">
        <RunActs run={run} />
        <Link href={`/runs/${id}`} className={buttonClass('secondary')}>
          <ListTree aria-hidden />
          {t('inspector.wholeRun')}
        </Link>
      </div>
    </div>
  );
}

function Steps({ run: { steps } }: { run: Run }) {
  const t = useTranslations('inspector');
  const done = steps.completed + steps.skipped;
  const label = t('stepsDone', { done, total: steps.total, failed: steps.failed });
  const shares: Share[] = [
    { key: 'completed', count: done, tone: 'ok' },
    { key: 'failed', count: steps.failed, tone: 'bad' },
    { key: 'waiting', count: steps.waiting, tone: 'wait' },
    { key: 'running', count: steps.running, tone: 'busy' },
    { key: 'cancelled', count: steps.cancelled, tone: 'calm' },
    { key: 'pending', count: steps.pending, tone: 'none' },
  ];
  return (
    <div className="flex flex-col gap-1.5">
      <p>{label}</p>
      <SharesBar label={label} shares={shares} />
    </div>
  );
}
