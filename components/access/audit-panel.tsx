'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { ScrollText } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AuditFilters } from '#components/access/audit-filters';
import { AuditTable } from '#components/access/audit-table';
import { AuditVerdict } from '#components/access/audit-verdict';
import { ForAdministrators } from '#components/access/for-administrators';
import { ExportButton } from '#components/exports/export-button';
import { Button } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { PageTurner } from '#components/ui/page-turner';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { auditQuery } from '#lib/client/audit';
import { auditInUrl, auditView, everyEntry, isAuditFiltered } from '#lib/client/audit-view';
import { setSearch } from '#lib/client/url';
import type { AuditEntry } from '#lib/contract/audit';

const AuditEntryDialog = dynamic(
  () => import('#components/access/audit-entry-dialog').then((m) => m.AuditEntryDialog),
  { ssr: false },
);

/** Who did what, newest first; the address holds what is asked for. */
export function AuditPanel() {
  const t = useTranslations('audit');
  return (
    <ForAdministrators>
      <PageHeading title={t('title')} note={t('note')} />
      <div className="flex flex-col gap-4">
        <AuditVerdict />
        <AuditList />
      </div>
    </ForAdministrators>
  );
}

function AuditList() {
  const t = useTranslations('audit');
  const view = auditView(useSearchParams());
  const audit = useQuery({ ...auditQuery(view), placeholderData: keepPreviousData });
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const { items, next } = audit.data ?? { items: [], next: null };
  return (
    <Panel flush title={t('list')} actions={<ExportButton exported={{ kind: 'audit', view }} />}>
      <AuditFilters view={view} />
      {audit.isPending ? <SkeletonRows rows={12} rowClass="h-12" /> : null}
      {audit.isError && !audit.data ? (
        <Failed what={t('failed')} error={audit.error} onRetry={() => audit.refetch()} retrying={audit.isFetching} />
      ) : null}
      {items.length > 0 ? (
        <div aria-busy={audit.isPlaceholderData} className={clsx(audit.isPlaceholderData && 'opacity-60')}>
          <AuditTable entries={items} onOpen={setOpened} />
        </div>
      ) : null}
      {audit.data && items.length === 0 ? <NoEntries filtered={isAuditFiltered(view)} /> : null}
      <PageTurner after={view.after} next={next} />
      {opened ? <AuditEntryDialog entry={opened} onClose={() => setOpened(null)} /> : null}
    </Panel>
  );
}

function NoEntries({ filtered }: { filtered: boolean }) {
  const t = useTranslations('audit');
  if (!filtered) {
    return (
      <Empty icon={ScrollText} title={t('none')}>
        {t('noneNext')}
      </Empty>
    );
  }
  return (
    <Empty
      icon={ScrollText}
      title={t('noneMatch')}
      action={<Button onClick={() => setSearch(auditInUrl(everyEntry))}>{t('clear')}</Button>}
    />
  );
}
