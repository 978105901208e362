'use client';

import { CirclePause } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StepsBar } from '#components/runs/steps-bar';
import { useMay } from '#components/shell/me';
import { Badge } from '#components/ui/badge';
import { Checkbox } from '#components/ui/checkbox';
import { Elapsed } from '#components/ui/elapsed';
import { Moment } from '#components/ui/moment';
import { WorkBadge } from '#components/ui/state-badge';
import { Cell, HeadCell, Table } from '#components/ui/table';
import type { Run } from '#lib/contract/run';

type RunTableProps = {
  runs: readonly Run[];
  chosen: ReadonlySet<string>;
  onChoose: (ids: readonly string[], chosen: boolean) => void;
};

export function RunTable({ runs, chosen, onChoose }: RunTableProps) {
  const t = useTranslations('runs');
  const ids = runs.map(({ id }) => id);
  const mayAct = useMay('operator');
  return (
    <Table
      label={t('list')}
      head={
        <>
          {mayAct ? (
            <HeadCell>
              <span className="@max-[52rem]:hidden">
                <Checkbox checked={ids.every((id) => chosen.has(id))} onChange={(next) => onChoose(ids, next)}>
                  <span className="sr-only">{t('choosePage')}</span>
                </Checkbox>
              </span>
            </HeadCell>
          ) : null}
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
        <RunRow key={run.id} run={run} chosen={chosen.has(run.id)} onChoose={(next) => onChoose([run.id], next)} />
      ))}
    </Table>
  );
}

type RunRowProps = { run: Run; chosen: boolean; onChoose: (chosen: boolean) => void };

function RunRow({ run, chosen, onChoose }: RunRowProps) {
  const t = useTranslations();
  const mayAct = useMay('operator');
  return (
    <tr className={chosen ? 'relative bg-accent-tint' : 'relative'}>
      {mayAct ? (
        <Cell className="relative z-10 w-8">
          <Checkbox checked={chosen} onChange={onChoose}>
            <span className="sr-only">{t('runs.choose', { id: run.id })}</span>
          </Checkbox>
        </Cell>
      ) : null}
      <Cell heading className="@max-[52rem]:w-auto! @max-[52rem]:grow">
        <Link
          href={`/runs/${run.id}`}
          className="font-medium underline-offset-2 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {run.job} <span className="font-mono text-faint text-xs">#{run.id}</span>
        </Link>
      </Cell>
      <Cell>
        <span className="flex flex-wrap gap-1">
          <WorkBadge state={run.state} />
          {run.pausedAt && !run.endedAt ? (
            <Badge tone="wait" icon={CirclePause}>
              {t('run.paused')}
            </Badge>
          ) : null}
        </span>
      </Cell>
      <Cell wide>
        <StepsBar small run={run} />
      </Cell>
      <Cell label={t('runs.trigger')}>
        {t(`trigger.${run.trigger}`)}
        {run.scheduleId || run.requestedBy ? (
          <span className="text-faint"> · {run.requestedBy ?? run.scheduleId}</span>
        ) : null}
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
