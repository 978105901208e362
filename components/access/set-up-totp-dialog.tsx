'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { BackupCodes } from '#components/access/backup-codes';
import { CodeInput } from '#components/access/code-input';
import { PasswordProof } from '#components/access/password-proof';
import { QrCode } from '#components/access/qr-code';
import { RefusalNote } from '#components/access/refusal-note';
import { ShownOnce } from '#components/access/shown-once';
import { useFocusOnError } from '#components/access/use-focus-on-error';
import { useMe } from '#components/shell/me';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { useAct } from '#components/ui/use-act';
import { confirmApp, offerApp } from '#lib/client/account';
import { textOf } from '#lib/client/form-text';
import { detailOf } from '#lib/client/problem';
import type { TotpOffer } from '#lib/contract/endpoints/account';

type SetUpTotpDialogProps = { onDone: () => void; onClose: () => void };

/** Password, then the picture for the app and its first code, then the codes for when it is lost. */
export function SetUpTotpDialog({ onDone, onClose }: SetUpTotpDialogProps) {
  const t = useTranslations('account');
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const confirm = () => {
    setConfirmed(true);
    onDone();
  };
  const step = offer === null ? 'password' : confirmed ? 'codes' : 'app';
  return (
    <Dialog open onClose={onClose} title={t(`totpSteps.${step}`)} description={t(`totpStepNotes.${step}`)}>
      {offer === null ? <PasswordStep onOffer={setOffer} onClose={onClose} /> : null}
      {offer && !confirmed ? <AppStep offer={offer} onConfirmed={confirm} onClose={onClose} /> : null}
      {offer && confirmed ? <BackupCodes codes={offer.backupCodes} onClose={onClose} /> : null}
    </Dialog>
  );
}

function PasswordStep({ onOffer, onClose }: { onOffer: (offer: TotpOffer) => void; onClose: () => void }) {
  const t = useTranslations('account');
  const me = useMe();
  const [password, setPassword] = useState('');
  const offering = useAct({ act: () => offerApp(password), rooms: [], next: onOffer });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    offering.mutate();
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <PasswordProof email={me?.email ?? null} password={password} onChange={setPassword} error={offering.error} />
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" pending={offering.isPending}>
          {t('next')}
        </Button>
      </DialogActions>
    </form>
  );
}

type AppStepProps = { offer: TotpOffer; onConfirmed: () => void; onClose: () => void };

function AppStep({ offer, onConfirmed, onClose }: AppStepProps) {
  const t = useTranslations('account');
  const confirming = useAct({ act: confirmApp, rooms: [], next: onConfirmed });
  const form = useFocusOnError(confirming.error);
  const wrong = detailOf(confirming.error, 'code') !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirming.mutate(textOf(new FormData(event.currentTarget), 'code').trim());
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <QrCode text={offer.uri} label={t('qr')} />
      <ShownOnce label={t('secret')} text={offer.secret} />
      <Field label={t('firstCode')} error={wrong ? t('wrongCode') : undefined}>
        <CodeInput />
      </Field>
      {confirming.error && !wrong ? <RefusalNote error={confirming.error} wrong={t('wrongCode')} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" pending={confirming.isPending}>
          {t('confirm')}
        </Button>
      </DialogActions>
    </form>
  );
}
