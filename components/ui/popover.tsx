'use client';

import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';

type PopoverProps = { trigger: ReactNode; label: string; children: ReactNode };

/** More about something small, on a press; Esc closes it. */
export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger
        aria-label={label}
        className="rounded-sm text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid"
      >
        {trigger}
      </BasePopover.Trigger>
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} className="z-50">
          <BasePopover.Popup className="max-h-80 max-w-[min(22rem,calc(100vw-1.5rem))] overflow-y-auto rounded-md border border-line bg-raised p-3 shadow-float outline-none">
            <BasePopover.Title className="mb-1.5 font-medium text-xs">{label}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
