'use client';

import { useTranslations } from 'next-intl';
import { Field, Input } from '#components/ui/field';
import { detailOf } from '#lib/client/problem';

type ReasonFieldProps = { reason: string; onChange: (reason: string) => void; error: unknown };

export function ReasonField({ reason, onChange, error }: ReasonFieldProps) {
  const t = useTranslations('people');
  return (
    <Field label={t('reason')} hint={t('reasonHint')} error={detailOf(error, 'reason')}>
      <Input
        name="reason"
        required
        minLength={3}
        maxLength={500}
        autoComplete="off"
        value={reason}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
