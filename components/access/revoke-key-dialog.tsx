'use client';

import { useTranslations } from 'next-intl';
import { ReasonDialog } from '#components/access/reason-dialog';
import { keysRoom, revoke } from '#lib/client/keys';
import type { ApiKey } from '#lib/contract/access';

export function RevokeKeyDialog({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTranslations('keys');
  return (
    <ReasonDialog
      title={t('revokeTitle', { name })}
      description={t('revokeNote')}
      act={(reason) => revoke(id, reason)}
      room={keysRoom}
      done={t('revoked', { name })}
      button={t('revoke')}
      danger
      onClose={onClose}
    />
  );
}
