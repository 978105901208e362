'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { MadeLinkDialog } from '#components/access/made-link-dialog';
import { RoleField } from '#components/access/role-field';
import { useFocusOnError } from '#components/access/use-focus-on-error';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { inviteOne, peopleRoom } from '#lib/client/people';
import { detailOf } from '#lib/client/problem';
import type { MadeInvitation, Role } from '#lib/contract/access';

/** Whom to let in and as what; then the link for them. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeInvitation | null>(null);
  if (made) return <MadeLinkDialog made={made} onClose={onClose} />;
  return <InviteForm onMade={setMade} onClose={onClose} />;
}

function InviteForm({ onMade, onClose }: { onMade: (made: MadeInvitation) => void; onClose: () => void }) {
  const t = useTranslations('people');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const inviting = useAct({ act: () => inviteOne({ email, role }), rooms: [peopleRoom], next: onMade });
  const form = useFocusOnError(inviting.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    inviting.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={t('inviteTitle')} description={t('inviteNote')}>
      <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('email')} error={detailOf(inviting.error, 'email')}>
          <Input
            name="invited"
            type="email"
            required
            autoFocus
            autoComplete="off"
            maxLength={200}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </Field>
        <RoleField role={role} onChange={setRole} />
        {inviting.isError ? <ProblemNote error={inviting.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={inviting.isPending}>
            {t('makeLink')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
