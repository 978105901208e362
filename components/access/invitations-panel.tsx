'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Moment } from '#components/ui/moment';
import { Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SkeletonRows } from '#components/ui/skeleton';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { useAct } from '#components/ui/use-act';
import { invitationsQuery, peopleRoom, withdraw } from '#lib/client/people';
import type { Invitation } from '#lib/contract/access';

/** Links that somebody still may use. */
export function InvitationsPanel() {
  const t = useTranslations('people');
  const links = useQuery(invitationsQuery);
  const items = links.data?.items ?? [];
  return (
    <Panel flush title={t('openLinks')} note={t('openLinksNote')}>
      {links.isPending ? <SkeletonRows rows={2} /> : null}
      {links.isError && !links.data ? (
        <Failed
          what={t('linksFailed')}
          error={links.error}
          onRetry={() => links.refetch()}
          retrying={links.isFetching}
        />
      ) : null}
      {links.data && items.length === 0 ? <p className="px-4 py-8 text-center text-soft">{t('noLinks')}</p> : null}
      {items.length > 0 ? <LinkTable links={items} /> : null}
    </Panel>
  );
}

function LinkTable({ links }: { links: readonly Invitation[] }) {
  const t = useTranslations('people');
  return (
    <Table
      label={t('openLinks')}
      head={
        <>
          <HeadCell>{t('email')}</HeadCell>
          <HeadCell>{t('linkFor')}</HeadCell>
          <HeadCell>{t('role')}</HeadCell>
          <HeadCell>{t('madeBy')}</HeadCell>
          <HeadCell>{t('goodUntil')}</HeadCell>
          <HeadCell numeric>
            <span className="sr-only">{t('acts')}</span>
          </HeadCell>
        </>
      }
    >
      {links.map((link) => (
        <LinkRow key={link.id} link={link} />
      ))}
    </Table>
  );
}

function LinkRow({ link: { id, kind, email, role, createdAt, createdBy, expiresAt } }: { link: Invitation }) {
  const t = useTranslations();
  const withdrawing = useAct({
    act: () => withdraw(id),
    rooms: [peopleRoom],
    done: () => ({ title: t('people.withdrawn', { email }) }),
    failed: t('people.withdrawFailed'),
  });
  return (
    <tr>
      <Cell heading className="break-all">
        {email}
      </Cell>
      <Cell label={t('people.linkFor')}>{t(`people.kinds.${kind}`)}</Cell>
      <Cell label={t('people.role')}>{t(`access.role.${role}`)}</Cell>
      <Cell label={t('people.madeBy')}>
        <span className="block">{createdBy ?? '—'}</span>
        <span className="block text-faint text-xs">
          <Moment at={createdAt} />
        </span>
      </Cell>
      <Cell label={t('people.goodUntil')}>
        <Moment at={expiresAt} />
      </Cell>
      <Cell numeric>
        <Button
          size="small"
          look="danger"
          pending={withdrawing.isPending}
          aria-label={t('people.withdrawOf', { email })}
          onClick={() => withdrawing.mutate()}
        >
          {t('people.withdraw')}
        </Button>
      </Cell>
    </tr>
  );
}
