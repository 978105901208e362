'use client';

import { Field } from '@base-ui/react/field';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import clsx from 'clsx';

type SwitchProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  disabled?: boolean;
};

export function Switch({ checked, onChange, label, labelHidden = false, disabled = false }: SwitchProps) {
  return (
    <Field.Root disabled={disabled}>
      <Field.Label className={clsx('inline-flex items-center gap-2 font-medium', disabled && 'opacity-60')}>
        <BaseSwitch.Root
          checked={checked}
          onCheckedChange={onChange}
          className="flex h-5 w-9 shrink-0 rounded-full bg-control p-0.5 transition-colors duration-150 data-checked:bg-ok-solid"
        >
          <BaseSwitch.Thumb className="size-4 rounded-full bg-white transition-[translate] duration-150 data-checked:translate-x-4" />
        </BaseSwitch.Root>
        <span className={labelHidden ? 'sr-only' : undefined}>{label}</span>
      </Field.Label>
    </Field.Root>
  );
}
