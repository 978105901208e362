'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PasswordInput } from '#components/access/password-input';
import { Field } from '#components/ui/field';
import {
  leastStrength,
  type Strength,
  shortestPassword,
  strengthQuery,
  strengths,
} from '#lib/client/password-strength';
import { detailOf } from '#lib/client/problem';

type NewPasswordFieldProps = {
  label: string;
  /** Name and address of the person: they make no good password. */
  about: readonly string[];
  /** What the server said of the form. */
  error: unknown;
};

/** A password to choose, and how soon it would be guessed. */
export function NewPasswordField({ label, about, error }: NewPasswordFieldProps) {
  const t = useTranslations('access');
  const [password, setPassword] = useState('');
  const refused = detailOf(error, 'password') !== undefined;
  return (
    <Field
      label={label}
      hint={<StrengthLine password={password} about={about} />}
      error={refused ? t('passwordRefused') : undefined}
    >
      <PasswordInput
        name="password"
        required
        minLength={shortestPassword}
        autoComplete="new-password"
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </Field>
  );
}

const barTone: Record<Strength, string> = {
  veryWeak: 'bg-bad-solid',
  weak: 'bg-bad-solid',
  fair: 'bg-warn-solid',
  strong: 'bg-ok-solid',
  veryStrong: 'bg-ok-solid',
};

function StrengthLine({ password, about }: { password: string; about: readonly string[] }) {
  const t = useTranslations('access');
  const longEnough = password.length >= shortestPassword;
  const strength = useQuery({
    ...strengthQuery(password, about),
    enabled: longEnough,
    placeholderData: keepPreviousData,
  });
  const known = longEnough ? strength.data : undefined;
  const reached = known ? strengths.indexOf(known) : -1;
  const enough = reached >= strengths.indexOf(leastStrength);
  return (
    <span className="block">
      <span aria-hidden className="mt-1 mb-1.5 flex gap-1">
        {strengths.slice(1).map((step, index) => (
          <span
            key={step}
            className={clsx(
              'h-1 flex-1 rounded-full',
              known && index < Math.max(1, reached) ? barTone[known] : 'bg-line',
            )}
          />
        ))}
      </span>
      <span aria-live="polite">
        {known
          ? enough
            ? t(`strength.${known}`)
            : `${t(`strength.${known}`)} ${t('strongerPassword')}`
          : t('passwordHint')}
      </span>
    </span>
  );
}
