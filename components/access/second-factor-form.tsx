'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { CodeInput } from '#components/access/code-input';
import { RefusalNote } from '#components/access/refusal-note';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { useAct } from '#components/ui/use-act';
import { textOf } from '#lib/client/form-text';
import { giveCode } from '#lib/client/session';
import type { SignedIn } from '#lib/contract/endpoints/session';

type SecondFactorFormProps = { onIn: (answer: SignedIn) => void; onBack: () => void };

export function SecondFactorForm({ onIn, onBack }: SecondFactorFormProps) {
  const t = useTranslations('access.signIn');
  const form = useRef<HTMLFormElement>(null);
  const [backup, setBackup] = useState(false);
  const giving = useAct({ act: giveCode, rooms: [], next: onIn });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    giving.mutate(textOf(new FormData(event.currentTarget), 'code').trim(), {
      onError: () => form.current?.querySelector<HTMLInputElement>('[name=code]')?.select(),
    });
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t(backup ? 'backupCode' : 'code')} hint={t(backup ? 'backupHint' : 'codeHint')}>
        <CodeInput key={String(backup)} backup={backup} />
      </Field>
      {giving.isError ? <RefusalNote error={giving.error} wrong={t('wrongCode')} /> : null}
      <Button type="submit" look="primary" pending={giving.isPending}>
        {t('do')}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="quiet" size="small" className="-ml-2.5" onClick={() => setBackup(!backup)}>
          {t(backup ? 'useApp' : 'useBackup')}
        </Button>
        <Button look="quiet" size="small" className="-mr-2.5" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
}
