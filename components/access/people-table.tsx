'use client';

import { CircleCheck, CircleSlash, KeyRound, Power, ShieldCheck, ShieldOff, UserCog } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMe } from '#components/shell/me';
import { Badge } from '#components/ui/badge';
import { Menu } from '#components/ui/menu';
import { Moment } from '#components/ui/moment';
import { Cell, HeadCell, Table } from '#components/ui/table';
import type { Person } from '#lib/contract/access';

export type PersonAct = 'role' | 'power' | 'reset';

type PeopleTableProps = { people: readonly Person[]; onAct: (act: PersonAct, person: Person) => void };

export function PeopleTable({ people, onAct }: PeopleTableProps) {
  const t = useTranslations('people');
  return (
    <Table
      label={t('list')}
      head={
        <>
          <HeadCell>{t('person')}</HeadCell>
          <HeadCell>{t('role')}</HeadCell>
          <HeadCell>{t('state')}</HeadCell>
          <HeadCell>{t('totp')}</HeadCell>
          <HeadCell>{t('lastSeen')}</HeadCell>
          <HeadCell>{t('since')}</HeadCell>
          <HeadCell numeric>
            <span className="sr-only">{t('acts')}</span>
          </HeadCell>
        </>
      }
    >
      {people.map((person) => (
        <PersonRow key={person.id} person={person} onAct={onAct} />
      ))}
    </Table>
  );
}

function PersonRow({ person, onAct }: { person: Person; onAct: PeopleTableProps['onAct'] }) {
  const t = useTranslations();
  const isMe = useMe()?.id === person.id;
  const { name, email, role, hasTotp, createdAt, lastSeenAt, disabledAt } = person;
  return (
    <tr>
      <Cell heading className="@max-[52rem]:-order-2 @max-[52rem]:w-auto! @max-[52rem]:grow @max-[52rem]:basis-3/4">
        <span className="block break-words font-medium">
          {name} {isMe ? <span className="font-normal text-faint">{t('people.you')}</span> : null}
        </span>
        <span className="block break-all text-faint text-xs">{email}</span>
      </Cell>
      <Cell label={t('people.role')}>
        <span title={t(`access.roleMeaning.${role}`)}>{t(`access.role.${role}`)}</span>
      </Cell>
      <Cell>
        {disabledAt ? (
          <Badge tone="calm" icon={CircleSlash}>
            {t('people.off')}
          </Badge>
        ) : (
          <Badge tone="ok" icon={CircleCheck}>
            {t('people.on')}
          </Badge>
        )}
      </Cell>
      <Cell>
        <Badge tone={hasTotp ? 'ok' : 'calm'} icon={hasTotp ? ShieldCheck : ShieldOff}>
          {t(hasTotp ? 'people.withTotp' : 'people.withoutTotp')}
        </Badge>
      </Cell>
      <Cell label={t('people.lastSeen')}>
        {lastSeenAt ? <Moment at={lastSeenAt} /> : <span className="text-faint">{t('people.neverSeen')}</span>}
      </Cell>
      <Cell label={t('people.since')}>
        <Moment at={createdAt} />
      </Cell>
      <Cell numeric className="@max-[52rem]:-order-1 @max-[52rem]:-mr-2">
        <Menu
          label={t('people.actsOf', { name })}
          entries={[
            { label: t('people.changeRole'), icon: UserCog, onSelect: () => onAct('role', person) },
            { label: t('people.reset'), icon: KeyRound, onSelect: () => onAct('reset', person) },
            {
              label: t(disabledAt ? 'people.switchOn' : 'people.switchOff'),
              icon: Power,
              onSelect: () => onAct('power', person),
              danger: disabledAt === null,
            },
          ]}
        />
      </Cell>
    </tr>
  );
}
