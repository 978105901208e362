'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StepsBar } from '#components/runs/steps-bar';
import { Elapsed } from '#components/ui/elapsed';
import { Moment } from '#components/ui/moment';
import { WorkBadge } from '#components/ui/state-badge';
import { Cell, HeadCell, Table } from '#components/ui/table';
import type { Run } from '#lib/contract/run';

export function RunTable({ runs }: { runs: Run[] }) {
  const t = useTranslations('runs');
  return (
    <Table
      label={t('list')}
      head={
        <>
          <HeadCell>{t('run')}</HeadCell>
          <HeadCell>{t('state')}</HeadCell>
          <HeadCell>{t('steps')}</HeadCell>
          <HeadCell>{t('trigger')}</HeadCell>
          <HeadCell numeric>{t('began')}</HeadCell>
          <HeadCell numeric>{t('took')}</HeadCell>
        </>
      }
    >
      {runs.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
    </Table>
  );
}

function RunRow({ run }: { run: Run }) {
  const t = useTranslations();
  return (
    <tr className="relative">
      <Cell heading className="@max-[52rem]:w-auto! @max-[52rem]:grow">
        <Link
          href={`/runs/${run.id}`}
          className="font-medium underline-offset-2 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {run.job} <span className="font-mono text-faint text-xs">#{run.id}</span>
        </Link>
      </Cell>
      <Cell>
        <WorkBadge state={run.state} />
      </Cell>
      <Cell wide>
        <StepsBar small steps={run.steps} />
      </Cell>
      <Cell label={t('runs.trigger')}>
        {t(`trigger.${run.trigger}`)}
        {run.requestedBy ? <span className="text-faint"> · {run.requestedBy}</span> : null}
      </Cell>
      <Cell label={t('runs.began')} numeric>
        <Moment at={run.startedAt ?? run.createdAt} />
      </Cell>
      <Cell label={t('runs.took')} numeric>
        <Elapsed from={run.startedAt} to={run.endedAt} />
      </Cell>
    </tr>
  );
}
