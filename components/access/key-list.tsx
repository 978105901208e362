'use client';

import { useQuery } from '@tanstack/react-query';
import type { LucideIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { KeyTable } from '#components/access/key-table';
import { Empty, Failed } from '#components/ui/notice';
import { SkeletonRows } from '#components/ui/skeleton';
import { keysQuery } from '#lib/client/keys';
import type { ApiKey } from '#lib/contract/access';

const RevokeKeyDialog = dynamic(() => import('#components/access/revoke-key-dialog').then((m) => m.RevokeKeyDialog), {
  ssr: false,
});

type KeyListProps = {
  /** Which of those that one may see. */
  keep: (key: ApiKey) => boolean;
  withOwner?: boolean;
  icon: LucideIcon;
  none: string;
  noneNext: string;
};

export function KeyList({ keep, withOwner = false, icon, none, noneNext }: KeyListProps) {
  const t = useTranslations('keys');
  const keys = useQuery(keysQuery);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const shown = keys.data?.items.filter(keep) ?? [];
  if (keys.isPending) return <SkeletonRows rows={3} />;
  if (!keys.data) {
    return <Failed what={t('failed')} error={keys.error} onRetry={() => keys.refetch()} retrying={keys.isFetching} />;
  }
  return (
    <>
      {shown.length > 0 ? (
        <KeyTable keys={shown} withOwner={withOwner} onRevoke={setRevoked} />
      ) : (
        <Empty icon={icon} title={none}>
          {noneNext}
        </Empty>
      )}
      {revoked ? <RevokeKeyDialog apiKey={revoked} onClose={() => setRevoked(null)} /> : null}
    </>
  );
}
