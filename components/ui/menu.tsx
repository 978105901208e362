'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import clsx from 'clsx';
import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import { useMe } from '#components/shell/me';
import { buttonClass } from '#components/ui/button';
import { includesRole, type Role } from '#lib/contract/access';

export type MenuEntry = {
  label: string;
  icon: LucideIcon;
  onSelect: () => void;
  danger?: boolean;
  /** The role that it asks for: who has less does not see it. */
  needs?: Role;
};

/** The rarer actions of a row, behind one button. */
export function Menu({ label, entries }: { label: string; entries: readonly MenuEntry[] }) {
  const me = useMe();
  const shown = entries.filter(({ needs }) => needs === undefined || (me !== null && includesRole(me.role, needs)));
  if (shown.length === 0) return null;
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger aria-label={label} className={buttonClass('quiet', 'icon')}>
        <EllipsisVertical aria-hidden />
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner align="end" sideOffset={4} className="z-50 outline-none">
          <BaseMenu.Popup className="min-w-44 rounded-md border border-line bg-raised py-1 shadow-float outline-none">
            {shown.map(({ label: text, icon: Icon, onSelect, danger = false }) => (
              <BaseMenu.Item
                key={text}
                onClick={onSelect}
                className={clsx(
                  'flex cursor-default select-none items-center gap-2.5 py-1.5 pr-4 pl-3 text-sm outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5',
                  danger && 'text-bad',
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0 opacity-80" />
                {text}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
