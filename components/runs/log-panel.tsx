'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, ScrollText, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { LogView } from '#components/runs/log-view';
import { Button } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { useToasts } from '#components/ui/toasts';
import { type LogFilter, type LogTail, logDetails, logFilter, logQuery, readEarlier } from '#lib/client/log';
import { setSearch } from '#lib/client/url';
import { useLogText } from '#lib/client/use-log-text';

/** The live log: its last lines first, renewed while the run goes. `cut` lines were not kept at all. */
export function LogPanel({ runId, cut }: { runId: string; cut: number }) {
  const t = useTranslations('log');
  const filter = logFilter(useSearchParams());
  const log = useQuery(logQuery(runId, filter));
  const client = useQueryClient();
  const earlier = useMutation({ mutationFn: () => readEarlier(client, runId, filter) });
  const lines = log.data?.lines ?? [];
  return (
    <Panel
      flush
      title={t('title')}
      className="self-start overflow-hidden xl:sticky xl:top-4"
      note={
        <FilterTabs
          label={t('detail')}
          value={filter.detail}
          onChange={(detail) => setSearch({ level: detail === 'all' ? null : detail })}
          options={logDetails.map((value) => ({ value, label: t(`details.${value}`) }))}
        />
      }
      actions={<LogActs tail={log.data} filter={filter} />}
    >
      {log.isPending ? <LogSkeleton /> : null}
      {log.isError && lines.length === 0 ? (
        <Failed what={t('failed')} error={log.error} onRetry={() => log.refetch()} retrying={log.isFetching} />
      ) : null}
      {log.data && lines.length === 0 ? (
        <Empty icon={ScrollText} title={t(filter.step || filter.detail !== 'all' ? 'noneMatch' : 'none')}>
          {log.data.ended ? null : t('willCome')}
        </Empty>
      ) : null}
      {log.data && lines.length > 0 ? (
        <LogView
          lines={lines}
          live={!log.data.ended}
          cut={cut}
          earlier={log.data.earlier ? { read: () => earlier.mutate(), reading: earlier.isPending } : null}
        />
      ) : null}
    </Panel>
  );
}

function LogActs({ tail, filter }: { tail: LogTail | undefined; filter: LogFilter }) {
  const t = useTranslations('log');
  const { done, failed } = useToasts();
  const { asText } = useLogText();
  const copy = async () => {
    const lines = tail?.lines ?? [];
    try {
      await navigator.clipboard.writeText(lines.map(asText).join('\n'));
      done({ title: t('copied', { count: lines.length }) });
    } catch {
      failed({ title: t('copyFailed') });
    }
  };
  return (
    <>
      {filter.step ? (
        <Button size="small" icon={<X aria-hidden />} onClick={() => setSearch({ step: null })}>
          <span className="sr-only">{t('clearStep')}</span>
          <span className="max-w-40 truncate font-mono">{filter.step}</span>
        </Button>
      ) : null}
      <Button size="small" look="quiet" icon={<Copy aria-hidden />} disabled={!tail?.lines.length} onClick={copy}>
        {t('copy')}
      </Button>
    </>
  );
}

const skeletonWidths = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-2/3', 'w-3/4', 'w-1/3', 'w-4/6'];

function LogSkeleton() {
  return (
    <div aria-hidden className="flex h-[28rem] xl:h-[max(28rem,calc(100dvh-8rem))] flex-col gap-2.5 p-4">
      {skeletonWidths.map((width) => (
        <Skeleton key={width} className={`h-3 ${width}`} />
      ))}
    </div>
  );
}
