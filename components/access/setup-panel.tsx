'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { AccessCard } from '#components/access/access-card';
import { NewPasswordField } from '#components/access/new-password-field';
import { useFocusOnError } from '#components/access/use-focus-on-error';
import { Button } from '#components/ui/button';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { Skeleton } from '#components/ui/skeleton';
import { useAct } from '#components/ui/use-act';
import { textOf } from '#lib/client/form-text';
import { goTo } from '#lib/client/go-to';
import { detailOf, problemOf } from '#lib/client/problem';
import { setUpWith } from '#lib/client/session';
import { useLinkToken } from '#lib/client/use-link-token';

/** Makes the first administrator, with the link that the console printed. */
export function SetupPanel() {
  const t = useTranslations('access.setup');
  const token = useLinkToken();
  if (token === null) return <AccessCard title={t('noTokenTitle')}>{t('noToken')}</AccessCard>;
  return (
    <AccessCard title={t('title')} note={t('note')}>
      {token === undefined ? <Skeleton className="h-72" /> : <SetupForm token={token} />}
    </AccessCard>
  );
}

function SetupForm({ token }: { token: string }) {
  const t = useTranslations('access');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const making = useAct({ act: setUpWith, rooms: [], next: () => goTo('/') });
  const { error } = making;
  const form = useFocusOnError(error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    making.mutate({ token, name, email, password: textOf(new FormData(event.currentTarget), 'password') });
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('name')} error={detailOf(error, 'name')}>
        <Input
          name="name"
          required
          autoFocus
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field label={t('email')} error={detailOf(error, 'email')}>
        <Input
          name="email"
          type="email"
          required
          autoComplete="username"
          maxLength={200}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </Field>
      <NewPasswordField label={t('newPassword')} about={[name, email]} error={error} />
      {error ? <SetupProblem error={error} /> : null}
      <Button type="submit" look="primary" pending={making.isPending}>
        {t('setup.do')}
      </Button>
    </form>
  );
}

/** The link was used, or the program has printed a newer one since. */
function SetupProblem({ error }: { error: unknown }) {
  const t = useTranslations('access.setup');
  const { code } = problemOf(error);
  if (code !== 'forbidden') return <ProblemNote error={error} />;
  return (
    <p role="alert" className="rounded-md bg-bad-tint p-3 text-bad">
      {t('spent')}
    </p>
  );
}
