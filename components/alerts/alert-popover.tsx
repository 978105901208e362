'use client';

import { Popover } from '@base-ui/react/popover';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type MouseEvent, useState } from 'react';
import { AlertInbox } from '#components/alerts/alert-inbox';

/** The inbox under its bell, open when it comes. */
export function AlertPopover({ trigger }: { trigger: ComponentProps<'button'> }) {
  const t = useTranslations('alerts');
  const [open, setOpen] = useState(true);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<button type="button" {...trigger} />} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} collisionPadding={12} align="start" className="z-50">
          <Popover.Popup
            onClick={(event) => isLink(event) && setOpen(false)}
            className="flex max-h-[min(36rem,var(--available-height))] w-[min(27rem,calc(100vw-1.5rem))] flex-col rounded-lg border border-line bg-raised shadow-float outline-none"
          >
            <Popover.Title className="border-line border-b px-4 py-2.5 font-semibold text-base">
              {t('title')}
            </Popover.Title>
            <AlertInbox />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Who follows a link leaves the inbox. */
function isLink({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('a') !== null;
}
