'use client';

import { Field as BaseField } from '@base-ui/react/field';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { controlClass } from '#components/ui/control';

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
};

/** A label, its control, a hint and what is wrong with the value, tied together for screen readers. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  return (
    <BaseField.Root invalid={error !== undefined} className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <BaseField.Label className="font-medium text-soft text-xs">{label}</BaseField.Label>
      {children}
      {hint ? <BaseField.Description className="text-faint text-xs">{hint}</BaseField.Description> : null}
      <BaseField.Error match={error !== undefined} className="text-bad text-xs">
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}

export function Input({
  className,
  ...rest
}: Omit<ComponentProps<typeof BaseField.Control>, 'className'> & { className?: string }) {
  return <BaseField.Control {...rest} className={clsx(controlClass, 'h-8 pointer-coarse:h-10', className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <BaseField.Control render={<textarea {...rest} />} className={clsx(controlClass, 'min-h-16 py-1.5', className)} />
  );
}
