'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { PasswordProof } from '#components/access/password-proof';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { useAct } from '#components/ui/use-act';
import { removeApp } from '#lib/client/account';

type RemoveTotpDialogProps = { email: string | null; onDone: () => void; onClose: () => void };

export function RemoveTotpDialog({ email, onDone, onClose }: RemoveTotpDialogProps) {
  const t = useTranslations('account');
  const [password, setPassword] = useState('');
  const removing = useAct({
    act: () => removeApp(password),
    rooms: [],
    done: () => ({ title: t('totpRemoved') }),
    next: () => {
      onDone();
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    removing.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={t('totpRemoveTitle')} description={t('totpRemoveNote')}>
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <PasswordProof email={email} password={password} onChange={setPassword} error={removing.error} />
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="danger" pending={removing.isPending}>
            {t('totpActs.remove')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
