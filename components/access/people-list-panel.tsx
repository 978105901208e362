'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PeopleTable, type PersonAct } from '#components/access/people-table';
import { Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { peopleQuery } from '#lib/client/people';
import type { Person } from '#lib/contract/access';

const PersonDialog = dynamic(() => import('#components/access/person-dialog').then((m) => m.PersonDialog), {
  ssr: false,
});

/** Everybody with an account. */
export function PeopleListPanel() {
  const t = useTranslations('people');
  const people = useQuery(peopleQuery);
  const [opened, setOpened] = useState<{ act: PersonAct; person: Person } | null>(null);
  return (
    <Panel flush title={people.data ? t('count', { count: people.data.items.length }) : t('list')}>
      {people.isPending ? <SkeletonRows rows={5} rowClass="h-14" /> : null}
      {people.isError && !people.data ? (
        <Failed what={t('failed')} error={people.error} onRetry={() => people.refetch()} retrying={people.isFetching} />
      ) : null}
      {people.data ? (
        <PeopleTable people={people.data.items} onAct={(act, person) => setOpened({ act, person })} />
      ) : null}
      {opened ? <PersonDialog {...opened} onClose={() => setOpened(null)} /> : null}
    </Panel>
  );
}
