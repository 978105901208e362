'use client';

import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { LogViewer } from '#components/logs/log-viewer';
import { Empty } from '#components/ui/notice';
import { type LogPlace, wholeLog } from '#lib/client/log-place';
import { runQuery } from '#lib/client/runs';

/** A run's log inside another page, which chooses the run: filters and place stay here, not in that page's address. */
export function LiveLog({ runId }: { runId: string | null }) {
  const t = useTranslations('log');
  if (runId !== null) return <LogOfRun key={runId} runId={runId} />;
  return (
    <div className="h-80">
      <Empty icon={ScrollText} title={t('noRun')}>
        {t('noRunNext')}
      </Empty>
    </div>
  );
}

function LogOfRun({ runId }: { runId: string }) {
  const [place, setPlace] = useState<LogPlace>(wholeLog);
  const run = useQuery(runQuery(runId));
  const searchInput = useRef<HTMLInputElement>(null);
  const change = useCallback((to: Partial<LogPlace>) => setPlace((before) => ({ ...before, ...to })), []);
  return (
    <LogViewer
      runId={runId}
      place={place}
      onPlace={change}
      cut={run.data?.logLinesCut ?? 0}
      searchInput={searchInput}
      linesClass="h-80"
    />
  );
}
