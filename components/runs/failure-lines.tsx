'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { LogRow } from '#components/logs/log-row';
import { Failed } from '#components/ui/notice';
import { Skeleton } from '#components/ui/skeleton';
import { lastLinesQuery } from '#lib/client/log';
import { setSearch } from '#lib/client/url';
import { useLogText } from '#lib/client/use-log-text';
import { useTimes } from '#lib/client/use-times';

/** The last lines of a step that failed; a press on one opens the log there. */
export function FailureLines({ runId, stepKey }: { runId: string; stepKey: string }) {
  const t = useTranslations('log');
  const lines = useQuery(lastLinesQuery(runId, stepKey));
  const { messageOf } = useLogText();
  const { exactClock, full } = useTimes();
  return (
    <div className="min-w-0 rounded-md border border-line bg-canvas py-1.5 font-mono text-xs leading-5 md:col-span-2">
      {lines.isPending ? <Skeleton className="mx-3 h-20" /> : null}
      {lines.isError && !lines.data ? (
        <Failed what={t('failed')} error={lines.error} onRetry={() => lines.refetch()} retrying={lines.isFetching} />
      ) : null}
      {lines.data?.items.length === 0 ? <p className="px-3 text-faint">{t('none')}</p> : null}
      {lines.data?.items.map((line) => (
        <LogRow
          key={line.id}
          line={line}
          message={messageOf(line)}
          clock={exactClock(line.at)}
          title={full(line.at)}
          href={`/runs/${runId}?line=${line.id}`}
          marked={false}
          search={null}
          wrap
          withStep={false}
          onChoose={({ id }) => setSearch({ line: id, step: null })}
        />
      ))}
    </div>
  );
}
