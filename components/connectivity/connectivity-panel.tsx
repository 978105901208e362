'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, PlugZap, Store as StoreIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkTable } from '#components/connectivity/link-table';
import { LinkTiles } from '#components/connectivity/link-tiles';
import { OutageNote } from '#components/connectivity/outage-note';
import { useLinkTest } from '#components/connectivity/use-link-test';
import { Button } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { connectivityQuery, linkSummary } from '#lib/client/connectivity';
import { useDuration } from '#lib/client/use-duration';
import type { Connectivity } from '#lib/contract/connectivity';

type View = 'line' | 'tiles' | 'table';

/** Which stores can be reached now: a line while all is well, each store when one is not, every figure on request. */
export function ConnectivityPanel() {
  const t = useTranslations('connectivity');
  const links = useQuery(connectivityQuery);
  const [chosen, setChosen] = useState<View | null>(null);
  const { data } = links;
  if (!data) {
    return (
      <Panel title={t('title')}>
        {links.isError ? (
          <Failed what={t('failed')} error={links.error} onRetry={() => links.refetch()} retrying={links.isFetching} />
        ) : (
          <div aria-busy className="flex h-8 items-center">
            <Skeleton className="w-72 max-w-full" />
          </div>
        )}
      </Panel>
    );
  }
  const view = chosen ?? (linkSummary(data).isWell ? 'line' : 'tiles');
  return (
    <Panel
      flush
      className={view === 'line' && data.groups.length === 0 && data.stores.length > 0 ? '[&>header]:border-b-0' : ''}
      title={t('title')}
      note={<Summary data={data} />}
      actions={data.stores.length > 0 ? <Acts view={view} onView={setChosen} /> : null}
    >
      <Content data={data} view={view} onView={setChosen} />
    </Panel>
  );
}

function Summary({ data }: { data: Connectivity }) {
  const t = useTranslations('connectivity');
  const duration = useDuration();
  const { probed, up, medianMs, held } = linkSummary(data);
  if (data.stores.length === 0) return null;
  const parts = [
    t('reachable', { up, probed }),
    medianMs === null ? null : t('medianLogin', { ms: duration(medianMs) }),
    held > 0 ? t('held', { count: held }) : null,
  ];
  return (
    <p role="status" className={up === probed ? 'text-soft text-sm' : 'font-medium text-bad text-sm'}>
      {parts.filter(Boolean).join(' · ')}
    </p>
  );
}

type ActsProps = { view: View; onView: (view: View) => void };

function Acts({ view, onView }: ActsProps) {
  const t = useTranslations('connectivity');
  const test = useLinkTest();
  const isOpen = view !== 'line';
  return (
    <>
      {isOpen ? (
        <FilterTabs
          label={t('view')}
          value={view}
          options={[
            { value: 'tiles', label: t('tiles') },
            { value: 'table', label: t('table') },
          ]}
          onChange={onView}
        />
      ) : null}
      <Button
        needs="operator"
        size="small"
        icon={<PlugZap aria-hidden />}
        pending={test.isPending}
        onClick={() => test.mutate(undefined)}
      >
        {t('testAll')}
      </Button>
      <Button
        size="small"
        look="quiet"
        icon={isOpen ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
        aria-expanded={isOpen}
        onClick={() => onView(isOpen ? 'line' : 'tiles')}
      >
        {t(isOpen ? 'hide' : 'show')}
      </Button>
    </>
  );
}

type ContentProps = { data: Connectivity; view: View; onView: (view: View) => void };

function Content({ data, view, onView }: ContentProps) {
  const t = useTranslations('connectivity');
  const { stores, groups } = data;
  if (stores.length === 0) {
    return (
      <Empty icon={StoreIcon} title={t('none')}>
        {t('noneNext')}
      </Empty>
    );
  }
  return (
    <>
      {groups.length > 0 ? (
        <div className="flex flex-col gap-2 px-4 pt-3">
          {groups.map((group) => (
            <OutageNote key={group.stores.join()} group={group} stores={stores} />
          ))}
        </div>
      ) : null}
      {view === 'tiles' ? (
        <div className="p-4">
          <LinkTiles stores={stores} onShowAll={() => onView('table')} />
        </div>
      ) : null}
      {view === 'table' ? <LinkTable stores={stores} /> : null}
    </>
  );
}
