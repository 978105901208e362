'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { LiveLog } from '#components/logs/live-log';
import { buttonClass } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import { Select } from '#components/ui/select';
import { WorkBadge } from '#components/ui/state-badge';
import { isEnded, runsQuery } from '#lib/client/runs';
import { lastLoadFilter } from '#lib/client/sales';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import type { Run } from '#lib/contract/run';

const shownRuns = 10;

/** What the load under way says, or the newest one; any of the last ones by choice, which the address keeps. */
export function LogPanel() {
  const t = useTranslations('home');
  const search = useSearchParams();
  const runs = useQuery(runsQuery(lastLoadFilter, shownRuns)).data?.items ?? [];
  const asked = search.get('log');
  const followed = runs.find((run) => !isEnded(run)) ?? runs[0] ?? null;
  const runId = asked ?? followed?.id ?? null;
  const run = runs.find(({ id }) => id === runId);
  return (
    <Panel
      flush
      title={t('log')}
      note={run ? <WorkBadge state={run.state} /> : null}
      actions={
        runId === null ? null : (
          <>
            <RunChoice runs={runs} asked={asked} />
            <Link href={`/runs/${runId}`} className={buttonClass('quiet', 'small')}>
              {t('openRun')}
            </Link>
          </>
        )
      }
    >
      <LiveLog runId={runId} />
    </Panel>
  );
}

const newest = 'newest';

function RunChoice({ runs, asked }: { runs: Run[]; asked: string | null }) {
  const t = useTranslations();
  const times = useTimes();
  const known = runs.map((run) => ({
    value: run.id,
    label: `#${run.id} · ${t(`trigger.${run.trigger}`)} · ${times.instant(run.startedAt ?? run.createdAt)}`,
  }));
  const other = asked !== null && !runs.some(({ id }) => id === asked) ? [{ value: asked, label: `#${asked}` }] : [];
  return (
    <Select
      label={t('home.whichLog')}
      value={asked ?? newest}
      onChange={(id) => setSearch({ log: id === newest ? null : id })}
      options={[{ value: newest, label: t('home.currentRun') }, ...known, ...other]}
      className="h-7! w-56!"
    />
  );
}
