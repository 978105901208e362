'use client';

import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import type { Incident } from '#lib/contract/alert';

export function IncidentBadge({ resolvedAt, resolution }: Pick<Incident, 'resolvedAt' | 'resolution'>) {
  const t = useTranslations('alerts');
  if (resolvedAt === null) {
    return (
      <Badge tone="bad" icon={CircleAlert}>
        {t('openState')}
      </Badge>
    );
  }
  return resolution === 'withdrawn' ? (
    <Badge tone="calm" icon={CircleSlash}>
      {t('withdrawnState')}
    </Badge>
  ) : (
    <Badge tone="ok" icon={CircleCheck}>
      {t('resolvedState')}
    </Badge>
  );
}
