'use client';

import { useTranslations } from 'next-intl';
import { lazy } from 'react';
import { useMe } from '#components/shell/me';
import { OpenedOnPress } from '#components/ui/opened-on-press';
import { initialsOf } from '#lib/client/initials';
import type { Me } from '#lib/contract/access';

const PersonMenuList = lazy(() =>
  import('#components/shell/person-menu-list').then((m) => ({ default: m.PersonMenuList })),
);

/** Who is signed in and as what; on a press, their account and the way out. */
export function PersonMenu() {
  const me = useMe();
  return me ? <MenuOf me={me} /> : null;
}

function MenuOf({ me }: { me: Me }) {
  const t = useTranslations('access');
  const role = t(`role.${me.role}`);
  const trigger = {
    title: t('me.menu', { name: me.name, role }),
    className:
      'flex min-w-0 max-w-full items-center gap-2.5 rounded-md p-1 text-left hover:bg-hover lg:-mx-2 lg:w-[calc(100%+1rem)] lg:px-2',
    children: (
      <>
        <span
          aria-hidden
          className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-tint font-semibold text-[0.6875rem] text-accent pointer-coarse:size-7"
        >
          {initialsOf(me.name)}
        </span>
        <span className="min-w-0 flex-1 leading-tight max-lg:sr-only">
          <span className="block truncate font-medium">{me.name}</span>{' '}
          <span className="block text-faint text-xs">{role}</span>
        </span>
      </>
    ),
  };
  return <OpenedOnPress {...trigger} aria-haspopup="menu" opened={<PersonMenuList trigger={trigger} />} />;
}
