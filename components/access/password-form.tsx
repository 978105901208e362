'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef } from 'react';
import { PasswordInput } from '#components/access/password-input';
import { RefusalNote } from '#components/access/refusal-note';
import { Button } from '#components/ui/button';
import { Field, Input } from '#components/ui/field';
import { useAct } from '#components/ui/use-act';
import { textOf } from '#lib/client/form-text';
import { signInWith } from '#lib/client/session';
import type { SignedIn } from '#lib/contract/endpoints/session';

export function PasswordForm({ onIn }: { onIn: (answer: SignedIn) => void }) {
  const t = useTranslations('access');
  const form = useRef<HTMLFormElement>(null);
  const entering = useAct({ act: signInWith, rooms: [], next: onIn });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    entering.mutate(
      { email: textOf(fields, 'email'), password: textOf(fields, 'password') },
      { onError: () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.select() },
    );
  };
  return (
    // Sent by the browser itself, before the script is there, it must not put a password into the address.
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('email')}>
        <Input name="email" type="email" required autoFocus autoComplete="username" maxLength={200} />
      </Field>
      <Field label={t('password')}>
        <PasswordInput name="password" required autoComplete="current-password" />
      </Field>
      {entering.isError ? <RefusalNote error={entering.error} wrong={t('signIn.wrong')} /> : null}
      <Button type="submit" look="primary" pending={entering.isPending}>
        {t('signIn.do')}
      </Button>
    </form>
  );
}
