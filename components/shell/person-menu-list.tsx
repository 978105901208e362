'use client';

import { Menu } from '@base-ui/react/menu';
import { CircleUser, LogOut } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { useAct } from '#components/ui/use-act';
import { goTo } from '#lib/client/go-to';
import { leave } from '#lib/client/session';
import { signInPage } from '#lib/client/sign-in-path';

const itemClass =
  'flex w-full cursor-default select-none items-center gap-2.5 py-1.5 pr-4 pl-3 text-sm outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5';

/** What a person does with their own account, open when it comes. */
export function PersonMenuList({ trigger }: { trigger: ComponentProps<'button'> }) {
  const t = useTranslations('access.me');
  const leaving = useAct({ act: leave, rooms: [], failed: t('signOutFailed'), next: () => goTo(signInPage) });
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={<button type="button" {...trigger} />} />
      <Menu.Portal>
        <Menu.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Menu.Popup className="min-w-44 rounded-md border border-line bg-raised py-1 shadow-float outline-none">
            <Menu.LinkItem closeOnClick render={<Link href="/account" />} className={itemClass}>
              <CircleUser aria-hidden className="size-4 shrink-0 opacity-80" />
              {t('account')}
            </Menu.LinkItem>
            <Menu.Item onClick={() => leaving.mutate(undefined)} className={itemClass}>
              <LogOut aria-hidden className="size-4 shrink-0 opacity-80" />
              {t('signOut')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
