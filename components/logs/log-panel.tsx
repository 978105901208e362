'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect } from 'react';
import { LogViewer } from '#components/logs/log-viewer';
import { Panel } from '#components/ui/panel';
import { type LogPlace, logPlace, placeInUrl } from '#lib/client/log-place';
import { setSearch } from '#lib/client/url';

type LogPanelProps = {
  runId: string;
  cut: number;
  searchInput: RefObject<HTMLInputElement | null>;
  className?: string;
};

/** The log of a run's own page: the address holds its filters, its search and the line that is looked at. */
export function LogPanel({ runId, cut, searchInput, className }: LogPanelProps) {
  const t = useTranslations('log');
  const place = logPlace(useSearchParams());
  const change = useCallback((to: Partial<LogPlace>) => setSearch(placeInUrl(to)), []);
  useLineOfHash();
  return (
    <Panel flush title={t('title')} className={`overflow-hidden ${className ?? ''}`}>
      <LogViewer
        runId={runId}
        place={place}
        onPlace={change}
        cut={cut}
        searchInput={searchInput}
        linesClass="h-[26rem] xl:h-[max(26rem,calc(100dvh-16rem))]"
      />
    </Panel>
  );
}

/** `#line-123` is what people write by hand; the server never sees a hash, so the address takes the line over. */
function useLineOfHash(): void {
  const { replace } = useRouter();
  useEffect(() => {
    const { hash, search, pathname } = window.location;
    const line = /^#line-(\d{1,18})$/.exec(hash)?.[1];
    if (line === undefined) return;
    const params = new URLSearchParams(search);
    params.set('line', line);
    replace(`${pathname}?${params}`, { scroll: false });
  }, [replace]);
}
