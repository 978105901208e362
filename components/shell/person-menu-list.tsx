'use client';

import { Menu } from '@base-ui/react/menu';
import { CircleUser, LogOut } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { useMe } from '#components/shell/me';
import { useAct } from '#components/ui/use-act';
import { goTo } from '#lib/client/go-to';
import { leave } from '#lib/client/session';
import { signInPage } from '#lib/client/sign-in-path';

const itemClass =
  'flex w-full cursor-default select-none items-center gap-2.5 py-1.5 pr-4 pl-3 text-sm outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5';

/** What a person does with their own account, open when it comes. */
export function PersonMenuList({ trigger }: { trigger: ComponentProps<'button'> }) {
  const t = useTranslations('access');
  const me = useMe();
  const leaving = useAct({ act: leave, rooms: [], failed: t('me.signOutFailed'), next: () => goTo(signInPage) });
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={<button type="button" {...trigger} />} />
      <Menu.Portal>
        <Menu.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Menu.Popup className="min-w-44 rounded-md border border-line bg-raised py-1 shadow-float outline-none">
            <Menu.Group>
              <Menu.GroupLabel className="mb-1 border-line border-b px-3 pt-1 pb-2 lg:sr-only">
                <span className="block font-medium">{me?.name}</span>{' '}
                <span className="block text-faint text-xs">{me ? t(`role.${me.role}`) : null}</span>
              </Menu.GroupLabel>
              <Menu.LinkItem closeOnClick render={<Link href="/account" />} className={itemClass}>
                <CircleUser aria-hidden className="size-4 shrink-0 opacity-80" />
                {t('me.account')}
              </Menu.LinkItem>
              <Menu.Item onClick={() => leaving.mutate(undefined)} className={itemClass}>
                <LogOut aria-hidden className="size-4 shrink-0 opacity-80" />
                {t('me.signOut')}
              </Menu.Item>
            </Menu.Group>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
