'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { RoleField } from '#components/access/role-field';
import { ShownOnce } from '#components/access/shown-once';
import { useMe } from '#components/shell/me';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { Select } from '#components/ui/select';
import { useAct } from '#components/ui/use-act';
import { curlOf, keysRoom, makeNewKey } from '#lib/client/keys';
import { detailOf } from '#lib/client/problem';
import type { MadeApiKey, Role } from '#lib/contract/access';

const expiries = { days30: 30, days90: 90, days365: 365, never: null } as const;
type Expiry = keyof typeof expiries;
const expiryNames = ['days30', 'days90', 'days365', 'never'] as const satisfies readonly Expiry[];

type MakeKeyDialogProps = {
  /** The key belongs to a service, and not to the person who makes it. */
  service?: boolean;
  onClose: () => void;
};

/** A new key; it is shown once, with how it is used. */
export function MakeKeyDialog({ service = false, onClose }: MakeKeyDialogProps) {
  const t = useTranslations('keys');
  const [made, setMade] = useState<MadeApiKey | null>(null);
  const title = made ? t('madeTitle', { name: made.name }) : t(service ? 'makeService' : 'makeTitle');
  const description = made ? t('madeNote') : t(service ? 'makeServiceNote' : 'makeNote');
  return (
    <Dialog open onClose={onClose} title={title} description={description}>
      {made ? (
        <MadeKey made={made} onClose={onClose} />
      ) : (
        <KeyForm service={service} onMade={setMade} onClose={onClose} />
      )}
    </Dialog>
  );
}

type KeyFormProps = { service: boolean; onMade: (made: MadeApiKey) => void; onClose: () => void };

function KeyForm({ service, onMade, onClose }: KeyFormProps) {
  const t = useTranslations('keys');
  const me = useMe();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [expiry, setExpiry] = useState<Expiry>('days90');
  const making = useAct({
    act: () => makeNewKey({ name: name.trim(), role, expiresInDays: expiries[expiry], service }),
    rooms: [keysRoom],
    next: onMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('name')} hint={t('nameHint')} error={detailOf(making.error, 'name')}>
        <Input
          required
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <RoleField role={role} upTo={me?.role ?? 'viewer'} onChange={setRole} />
      <Field label={t('expires')}>
        <Select
          value={expiry}
          onChange={setExpiry}
          options={expiryNames.map((value) => ({ value, label: t(`expiries.${value}`) }))}
        />
      </Field>
      {making.isError ? <ProblemNote error={making.error} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" pending={making.isPending}>
          {t('make')}
        </Button>
      </DialogActions>
    </form>
  );
}

function MadeKey({ made, onClose }: { made: MadeApiKey; onClose: () => void }) {
  const t = useTranslations('keys');
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce label={t('key')} text={made.key} />
      <ShownOnce label={t('example')} text={curlOf(window.location.origin, made.key)} />
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t('keptKey')}
        </Button>
      </DialogActions>
    </div>
  );
}
