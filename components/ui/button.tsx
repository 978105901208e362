'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useMay } from '#components/shell/me';
import type { Role } from '#lib/contract/access';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'icon';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-ink text-inverse hover:not-data-disabled:bg-soft',
  secondary: 'border border-line-strong bg-surface text-ink hover:not-data-disabled:bg-hover',
  quiet: 'text-soft hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink',
  danger: 'border border-line-strong bg-surface text-bad hover:not-data-disabled:bg-bad-tint',
};

const sizes: Record<ButtonSize, string> = {
  small: 'h-7 gap-1.5 px-2.5 text-xs pointer-coarse:h-9',
  medium: 'h-8 gap-2 px-3 text-sm pointer-coarse:h-10',
  icon: 'size-8 pointer-coarse:size-10',
};

export function buttonClass(look: ButtonLook = 'secondary', size: ButtonSize = 'medium', className?: string): string {
  return clsx(
    'inline-flex shrink-0 select-none whitespace-nowrap items-center justify-center rounded-md font-medium leading-none transition-colors duration-100',
    'data-disabled:cursor-not-allowed data-disabled:opacity-55 [&>svg]:size-4 [&>svg]:shrink-0',
    looks[look],
    sizes[size],
    className,
  );
}

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> & {
  look?: ButtonLook;
  size?: ButtonSize;
  /** Shows the spinner in the icon's place and refuses a second press, keeping focus where it is. */
  pending?: boolean;
  icon?: ReactNode;
  /** The role that what it does asks for: who has less does not see it. */
  needs?: Role;
  className?: string;
};

export function Button(props: ButtonProps) {
  const { look, size, pending = false, disabled, icon, needs, className, children, ...rest } = props;
  if (!useMay(needs)) return null;
  return (
    <BaseButton
      type="button"
      {...rest}
      disabled={pending || disabled === true}
      focusableWhenDisabled
      aria-busy={pending || undefined}
      className={buttonClass(look, size, className)}
    >
      {pending ? <LoaderCircle aria-hidden className="spin" /> : icon}
      {children}
    </BaseButton>
  );
}
