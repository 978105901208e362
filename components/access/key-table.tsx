'use client';

import { CalendarX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Moment } from '#components/ui/moment';
import { Cell, HeadCell, Table } from '#components/ui/table';
import { useTimes } from '#lib/client/use-times';
import type { ApiKey } from '#lib/contract/access';

type KeyTableProps = { keys: readonly ApiKey[]; withOwner: boolean; onRevoke: (key: ApiKey) => void };

export function KeyTable({ keys, withOwner, onRevoke }: KeyTableProps) {
  const t = useTranslations('keys');
  return (
    <Table
      label={t('list')}
      head={
        <>
          <HeadCell>{t('name')}</HeadCell>
          {withOwner ? <HeadCell>{t('owner')}</HeadCell> : null}
          <HeadCell>{t('role')}</HeadCell>
          <HeadCell>{t('expires')}</HeadCell>
          <HeadCell>{t('lastUsed')}</HeadCell>
          <HeadCell>{t('madeAt')}</HeadCell>
          <HeadCell numeric>
            <span className="sr-only">{t('acts')}</span>
          </HeadCell>
        </>
      }
    >
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} withOwner={withOwner} onRevoke={onRevoke} />
      ))}
    </Table>
  );
}

type KeyRowProps = { apiKey: ApiKey; withOwner: boolean; onRevoke: (key: ApiKey) => void };

function KeyRow({ apiKey, withOwner, onRevoke }: KeyRowProps) {
  const t = useTranslations();
  const { name, prefix, role, owner, createdAt, createdBy, lastUsedAt } = apiKey;
  return (
    <tr>
      <Cell heading>
        <span className="block break-words font-medium">{name}</span>
        <code className="block font-mono text-faint text-xs">{prefix}…</code>
      </Cell>
      {withOwner ? <Cell label={t('keys.owner')}>{owner?.name ?? t('keys.service')}</Cell> : null}
      <Cell label={t('keys.role')}>{t(`access.role.${role}`)}</Cell>
      <Cell label={t('keys.expires')}>
        <Expiry at={apiKey.expiresAt} />
      </Cell>
      <Cell label={t('keys.lastUsed')}>
        {lastUsedAt ? <Moment at={lastUsedAt} /> : <span className="text-faint">{t('keys.never')}</span>}
      </Cell>
      <Cell label={t('keys.madeAt')}>
        <Moment at={createdAt} />
        {withOwner && createdBy ? <span className="block text-faint text-xs">{createdBy}</span> : null}
      </Cell>
      <Cell numeric>
        <Button size="small" look="danger" aria-label={t('keys.revokeOf', { name })} onClick={() => onRevoke(apiKey)}>
          {t('keys.revoke')}
        </Button>
      </Cell>
    </tr>
  );
}

function Expiry({ at }: { at: string | null }) {
  const t = useTranslations('keys');
  const { now } = useTimes();
  if (at === null) return <span className="text-faint">{t('noExpiry')}</span>;
  if (Date.parse(at) > now.getTime()) return <Moment at={at} />;
  return (
    <Badge tone="warn" icon={CalendarX}>
      {t('expired')}
    </Badge>
  );
}
