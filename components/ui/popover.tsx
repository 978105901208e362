'use client';

import { Popover as BasePopover } from '@base-ui/react/popover';
import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { controlClass } from '#components/ui/control';

type PopoverProps = {
  trigger: ReactNode;
  label: string;
  /** `control` stands in a form as a field does. */
  look?: 'link' | 'control';
  /** As wide and high as its content, for a calendar. */
  roomy?: boolean;
  children: ReactNode;
};

const linkClass = 'rounded-sm text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid';
const fieldClass =
  'flex h-8 min-w-32 items-center justify-between gap-2 whitespace-nowrap text-left hover:bg-hover pointer-coarse:h-10';

/** More about something small, on a press; Esc closes it. */
export function Popover({ trigger, label, look = 'link', roomy = false, children }: PopoverProps) {
  const isControl = look === 'control';
  return (
    <BasePopover.Root>
      <BasePopover.Trigger
        aria-label={isControl && typeof trigger === 'string' ? `${label}: ${trigger}` : label}
        className={isControl ? clsx(controlClass, fieldClass) : linkClass}
      >
        {isControl ? <span className="truncate">{trigger}</span> : trigger}
        {isControl ? <ChevronDown aria-hidden className="size-3.5 shrink-0 text-faint" /> : null}
      </BasePopover.Trigger>
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} className="z-50">
          <BasePopover.Popup
            className={clsx(
              'overflow-y-auto rounded-md border border-line bg-raised p-3 shadow-float outline-none',
              roomy
                ? 'max-h-(--available-height) max-w-[calc(100vw-1.5rem)]'
                : 'max-h-80 max-w-[min(22rem,calc(100vw-1.5rem))]',
            )}
          >
            <BasePopover.Title className="mb-1.5 font-medium text-xs">{label}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
