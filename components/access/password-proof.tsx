'use client';

import { useTranslations } from 'next-intl';
import { PasswordInput } from '#components/access/password-input';
import { RefusalNote } from '#components/access/refusal-note';
import { Field } from '#components/ui/field';
import { detailOf } from '#lib/client/problem';

type PasswordProofProps = {
  email: string | null;
  password: string;
  onChange: (password: string) => void;
  /** What the server said of the form. */
  error: unknown;
};

/** The present password, before something about signing in changes. */
export function PasswordProof({ email, password, onChange, error }: PasswordProofProps) {
  const t = useTranslations('account');
  const wrong = detailOf(error, 'password') !== undefined;
  return (
    <>
      <input type="text" hidden readOnly autoComplete="username" value={email ?? ''} />
      <Field label={t('currentPassword')} error={wrong ? t('wrongPassword') : undefined}>
        <PasswordInput
          name="password"
          required
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Field>
      {error && !wrong ? <RefusalNote error={error} wrong={t('wrongPassword')} /> : null}
    </>
  );
}
