'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Field, Input } from '#components/ui/field';
import { problemOf } from '#lib/client/problem';

type LoadConfirmationProps = { error: unknown; reason: string; onReason: (reason: string) => void };

/** Loading verified days again: what it will touch, and the reason that stays on record. */
export function LoadConfirmation({ error, reason, onReason }: LoadConfirmationProps) {
  const t = useTranslations('load');
  const { message, details } = problemOf(error);
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-md bg-warn-tint p-3">
      <p className="flex gap-2 text-warn">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="block font-medium">{t('confirmTitle')}</span>
          <span className="block text-xs">{message}</span>
          {details.slice(0, 5).map((detail) => (
            <span key={detail.path + detail.message} className="block text-xs">
              {detail.message}
            </span>
          ))}
        </span>
      </p>
      <Field label={t('reason')}>
        <Input
          required
          autoFocus
          maxLength={500}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
        />
      </Field>
    </div>
  );
}
