'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, Plus, Store as StoreIcon, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DeleteDialog } from '#components/stores/delete-dialog';
import { HoldDialog } from '#components/stores/hold-dialog';
import { ImportDialog } from '#components/stores/import-dialog';
import { StoreDialog } from '#components/stores/store-dialog';
import { type StoreAct, StoreTable } from '#components/stores/store-table';
import { TestDialog } from '#components/stores/test-dialog';
import { useExport } from '#components/stores/use-export';
import { Button } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { PageHeading } from '#components/ui/page-heading';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { storesQuery } from '#lib/client/stores';
import type { Store } from '#lib/contract/store';

/** What is open over the list: one store's dialog, a new store, or the import. */
type Opened = { act: StoreAct; store: Store } | { act: 'create' } | { act: 'import' } | null;

export function StoresPanel() {
  const t = useTranslations('stores');
  const stores = useQuery(storesQuery);
  const [opened, setOpened] = useState<Opened>(null);
  const items = stores.data?.items ?? [];
  return (
    <>
      <PageHeading
        title={t('title')}
        note={t('note')}
        actions={<HeadingActs empty={items.length === 0} onOpen={(act) => setOpened({ act })} />}
      />
      <Panel flush title={stores.data ? t('count', { count: items.length }) : t('list')}>
        {stores.isPending ? <SkeletonRows rows={10} rowClass="h-13" /> : null}
        {stores.isError && !stores.data ? (
          <Failed
            what={t('failed')}
            error={stores.error}
            onRetry={() => stores.refetch()}
            retrying={stores.isFetching}
          />
        ) : null}
        {stores.data && items.length === 0 ? (
          <Empty icon={StoreIcon} title={t('none')}>
            {t('noneNext')}
          </Empty>
        ) : null}
        {items.length > 0 ? <StoreTable stores={items} onAct={(act, store) => setOpened({ act, store })} /> : null}
      </Panel>
      <OpenedDialog opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function HeadingActs({ empty, onOpen }: { empty: boolean; onOpen: (act: 'create' | 'import') => void }) {
  const t = useTranslations('stores');
  const exporting = useExport();
  return (
    <>
      <Button needs="editor" icon={<Upload aria-hidden />} onClick={() => onOpen('import')}>
        {t('import')}
      </Button>
      <Button
        needs="editor"
        icon={<Download aria-hidden />}
        pending={exporting.isPending}
        disabled={empty}
        onClick={() => exporting.mutate()}
      >
        {t('export')}
      </Button>
      <Button needs="editor" look="primary" icon={<Plus aria-hidden />} onClick={() => onOpen('create')}>
        {t('create')}
      </Button>
    </>
  );
}

function OpenedDialog({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  if (opened === null) return null;
  switch (opened.act) {
    case 'create':
      return <StoreDialog store={null} onClose={onClose} />;
    case 'import':
      return <ImportDialog onClose={onClose} />;
    case 'edit':
      return <StoreDialog store={opened.store} onClose={onClose} />;
    case 'test':
      return <TestDialog store={opened.store} onClose={onClose} />;
    case 'hold':
      return <HoldDialog store={opened.store} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog store={opened.store} onClose={onClose} />;
  }
}
