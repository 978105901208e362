'use client';

import { FlaskConical, LogIn } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AccessCard } from '#components/access/access-card';
import { PasswordForm } from '#components/access/password-form';
import { SecondFactorForm } from '#components/access/second-factor-form';
import { useMe } from '#components/shell/me';
import { Button } from '#components/ui/button';
import { useAct } from '#components/ui/use-act';
import { goTo } from '#lib/client/go-to';
import { signInToDemo } from '#lib/client/session';
import { pathAfterSignIn } from '#lib/client/sign-in-path';
import type { SignedIn } from '#lib/contract/endpoints/session';

/** `demo`: the stores are simulated, and anybody may try everything. */
export function SignInPanel({ demo }: { demo: boolean }) {
  const t = useTranslations('access.signIn');
  const me = useMe();
  const next = pathAfterSignIn(useSearchParams().get('next'));
  const [asksCode, setAsksCode] = useState(false);
  const proceed = (answer: SignedIn) => (answer.next === 'in' ? goTo(next) : setAsksCode(true));
  if (asksCode) {
    return (
      <AccessCard title={t('codeTitle')} note={t('codeNote')}>
        <SecondFactorForm onIn={proceed} onBack={() => setAsksCode(false)} />
      </AccessCard>
    );
  }
  if (me) {
    return (
      <AccessCard title={t('alreadyTitle')} note={t('already', { name: me.name })}>
        <Button look="primary" onClick={() => goTo(next)}>
          {t('goOn')}
        </Button>
      </AccessCard>
    );
  }
  return (
    <AccessCard title={t('title')} note={t('note')}>
      <PasswordForm onIn={proceed} />
      <p className="mt-4 text-faint text-xs">{t('forgot')}</p>
      {demo ? <DemoDoor onIn={proceed} /> : null}
    </AccessCard>
  );
}

function DemoDoor({ onIn }: { onIn: (answer: SignedIn) => void }) {
  const t = useTranslations('access.signIn');
  const entering = useAct({ act: signInToDemo, rooms: [], failed: t('demoFailed'), next: onIn });
  return (
    <div className="mt-6 border-line border-t pt-5">
      <p className="mb-3 flex gap-2 text-soft text-xs">
        <FlaskConical aria-hidden className="size-4 shrink-0 text-accent" />
        {t('demoNote')}
      </p>
      <Button
        className="w-full"
        icon={<LogIn aria-hidden />}
        pending={entering.isPending}
        onClick={() => entering.mutate(undefined)}
      >
        {t('demo')}
      </Button>
    </div>
  );
}
