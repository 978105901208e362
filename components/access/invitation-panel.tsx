'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { AccessCard } from '#components/access/access-card';
import { NewPasswordField } from '#components/access/new-password-field';
import { RoleName } from '#components/access/role-name';
import { SecondFactorForm } from '#components/access/second-factor-form';
import { useFocusOnError } from '#components/access/use-focus-on-error';
import { Button } from '#components/ui/button';
import { Field, Input } from '#components/ui/field';
import { Failed } from '#components/ui/notice';
import { ProblemNote } from '#components/ui/problem-note';
import { Skeleton } from '#components/ui/skeleton';
import { useAct } from '#components/ui/use-act';
import { textOf } from '#lib/client/form-text';
import { goTo } from '#lib/client/go-to';
import { detailOf, problemOf } from '#lib/client/problem';
import { acceptLink, openLink } from '#lib/client/session';
import { signInPage } from '#lib/client/sign-in-path';
import { useLinkToken } from '#lib/client/use-link-token';
import type { OpenInvitation, SignedIn } from '#lib/contract/endpoints/session';

/** What a link opens: an account to make, or a new password to choose. */
export function InvitationPanel() {
  const token = useLinkToken();
  if (token === undefined) return <Opening />;
  return token === null ? <Spent /> : <Opened token={token} />;
}

function Opened({ token }: { token: string }) {
  const t = useTranslations('access.invitation');
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => openLink(token, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (link.data) return <LinkCard token={token} link={link.data} />;
  if (link.isPending) return <Opening />;
  const { code } = problemOf(link.error);
  if (code === 'unreachable' || code === 'unexpected' || code === 'rate_limited') {
    return (
      <AccessCard title={t('title')}>
        <Failed what={t('failed')} error={link.error} onRetry={() => link.refetch()} retrying={link.isFetching} />
      </AccessCard>
    );
  }
  return <Spent />;
}

function Opening() {
  const t = useTranslations('access.invitation');
  return (
    <AccessCard title={t('title')}>
      <Skeleton className="h-64" />
    </AccessCard>
  );
}

function Spent() {
  const t = useTranslations('access.invitation');
  return (
    <AccessCard title={t('spentTitle')} note={t('spent')}>
      <Button onClick={() => goTo(signInPage)}>{t('toSignIn')}</Button>
    </AccessCard>
  );
}

function LinkCard({ token, link }: { token: string; link: OpenInvitation }) {
  const t = useTranslations('access');
  const [asksCode, setAsksCode] = useState(false);
  const isReset = link.kind === 'password_reset';
  const proceed = (answer: SignedIn) => (answer.next === 'in' ? goTo('/') : setAsksCode(true));
  if (asksCode) {
    return (
      <AccessCard title={t('signIn.codeTitle')} note={t('signIn.codeNote')}>
        <SecondFactorForm onIn={proceed} onBack={() => goTo(signInPage)} />
      </AccessCard>
    );
  }
  const note = isReset
    ? t('invitation.resetNote', { email: link.email })
    : t.rich('invitation.note', { email: link.email, role: () => <RoleName role={link.role} /> });
  return (
    <AccessCard title={t(isReset ? 'invitation.resetTitle' : 'invitation.title')} note={note}>
      <LinkForm token={token} email={link.email} isReset={isReset} onIn={proceed} />
    </AccessCard>
  );
}

type LinkFormProps = { token: string; email: string; isReset: boolean; onIn: (answer: SignedIn) => void };

function LinkForm({ token, email, isReset, onIn }: LinkFormProps) {
  const t = useTranslations('access');
  const [name, setName] = useState('');
  const accepting = useAct({ act: acceptLink, rooms: [], next: onIn });
  const { error } = accepting;
  const form = useFocusOnError(error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = textOf(new FormData(event.currentTarget), 'password');
    accepting.mutate({ token, password, ...(isReset ? {} : { name }) });
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('email')}>
        <Input name="email" type="email" readOnly autoComplete="username" value={email} className="bg-sunken!" />
      </Field>
      {isReset ? null : (
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
      )}
      <NewPasswordField label={t('newPassword')} about={[name, email]} error={error} />
      {error ? <ProblemNote error={error} /> : null}
      <Button type="submit" look="primary" pending={accepting.isPending}>
        {t(isReset ? 'invitation.reset' : 'invitation.do')}
      </Button>
    </form>
  );
}
