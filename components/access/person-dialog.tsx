'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MadeLinkDialog } from '#components/access/made-link-dialog';
import type { PersonAct } from '#components/access/people-table';
import { ReasonDialog } from '#components/access/reason-dialog';
import { RoleField } from '#components/access/role-field';
import { change, linkForPassword, peopleRoom } from '#lib/client/people';
import type { MadeInvitation, Person, Role } from '#lib/contract/access';

type PersonDialogProps = { act: PersonAct; person: Person; onClose: () => void };
type OneProps = Omit<PersonDialogProps, 'act'>;

/** What an administrator does with somebody's account, each with its reason. */
export function PersonDialog({ act, ...one }: PersonDialogProps) {
  if (act === 'role') return <RoleDialog {...one} />;
  return act === 'power' ? <PowerDialog {...one} /> : <ResetDialog {...one} />;
}

function RoleDialog({ person: { id, name, role: present }, onClose }: OneProps) {
  const t = useTranslations();
  const [role, setRole] = useState<Role>(present);
  return (
    <ReasonDialog
      title={t('people.roleTitle', { name })}
      description={t('people.changeNote')}
      act={(reason) => change(id, { role, reason })}
      room={peopleRoom}
      done={t('people.roleChanged', { name, role: t(`access.role.${role}`) })}
      button={t('people.changeRole')}
      onClose={onClose}
    >
      <RoleField role={role} onChange={setRole} />
    </ReasonDialog>
  );
}

function PowerDialog({ person: { id, name, disabledAt }, onClose }: OneProps) {
  const t = useTranslations('people');
  const isOff = disabledAt !== null;
  return (
    <ReasonDialog
      title={t(isOff ? 'onTitle' : 'offTitle', { name })}
      description={t(isOff ? 'onNote' : 'offNote')}
      act={(reason) => change(id, { disabled: !isOff, reason })}
      room={peopleRoom}
      done={t(isOff ? 'switchedOn' : 'switchedOff', { name })}
      button={t(isOff ? 'switchOn' : 'switchOff')}
      danger={!isOff}
      onClose={onClose}
    />
  );
}

function ResetDialog({ person: { id, name }, onClose }: OneProps) {
  const t = useTranslations('people');
  const [made, setMade] = useState<MadeInvitation | null>(null);
  if (made) return <MadeLinkDialog made={made} onClose={onClose} />;
  return (
    <ReasonDialog
      title={t('resetTitle', { name })}
      description={t('resetNote')}
      act={(reason) => linkForPassword(id, reason)}
      room={peopleRoom}
      done={t('linkMade')}
      button={t('makeLink')}
      onDone={setMade}
      onClose={onClose}
    />
  );
}
