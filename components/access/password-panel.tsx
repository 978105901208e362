'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { NewPasswordField } from '#components/access/new-password-field';
import { PasswordInput } from '#components/access/password-input';
import { useFocusOnError } from '#components/access/use-focus-on-error';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Panel } from '#components/ui/panel';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { accountRoom, changeOwnPassword } from '#lib/client/account';
import { textOf } from '#lib/client/form-text';
import { detailOf } from '#lib/client/problem';
import type { Me } from '#lib/contract/access';

/** Another password; whoever is signed in elsewhere is signed out. */
export function PasswordPanel({ me }: { me: Me }) {
  const t = useTranslations('account');
  // A new key empties the form once the password is changed.
  const [changes, setChanges] = useState(0);
  return (
    <Panel title={t('password')}>
      <PasswordChange key={changes} me={me} onChanged={() => setChanges(changes + 1)} />
    </Panel>
  );
}

function PasswordChange({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const t = useTranslations('account');
  const change = useAct({
    act: changeOwnPassword,
    rooms: [accountRoom],
    done: ({ ended }) => ({ title: t('passwordChanged'), description: t('othersEnded', { count: ended }) }),
    next: onChanged,
  });
  const { error } = change;
  const form = useFocusOnError(error);
  const wrong = detailOf(error, 'current') !== undefined;
  const told = wrong || detailOf(error, 'password') !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.mutate({ current: textOf(fields, 'current'), password: textOf(fields, 'password') });
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="flex max-w-md flex-col gap-4">
      <input type="text" hidden readOnly autoComplete="username" value={me.email ?? ''} />
      <Field label={t('currentPassword')} error={wrong ? t('wrongPassword') : undefined}>
        <PasswordInput name="current" required autoComplete="current-password" />
      </Field>
      <NewPasswordField label={t('newPassword')} about={[me.name, me.email ?? '']} error={error} />
      {error && !told ? <ProblemNote error={error} /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" pending={change.isPending}>
          {t('changePassword')}
        </Button>
        <span className="text-faint text-xs">{t('passwordNote')}</span>
      </div>
    </form>
  );
}
