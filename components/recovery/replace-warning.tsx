'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Field, Input } from '#components/ui/field';

type ReplaceWarningProps = { verified: number; reason: string; onReason: (reason: string) => void };

/** Loading verified days again: what it will touch, and the reason that stays on record. */
export function ReplaceWarning({ verified, reason, onReason }: ReplaceWarningProps) {
  const t = useTranslations('recovery');
  return (
    <div className="flex flex-col gap-3 rounded-md bg-warn-tint p-3">
      <p className="flex gap-2 font-medium text-warn">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t('replaces', { count: verified })}
      </p>
      <Field label={t('reason')}>
        <Input required maxLength={500} value={reason} onChange={(event) => onReason(event.currentTarget.value)} />
      </Field>
    </div>
  );
}
