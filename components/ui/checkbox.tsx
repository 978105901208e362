'use client';

import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Field } from '@base-ui/react/field';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

type CheckboxProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
};

export function Checkbox({ checked, onChange, disabled = false, children }: CheckboxProps) {
  return (
    <Field.Root disabled={disabled}>
      <Field.Label className="flex items-start gap-2">
        <BaseCheckbox.Root
          checked={checked}
          onCheckedChange={onChange}
          className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-surface data-checked:border-accent data-checked:bg-accent data-checked:text-inverse data-disabled:opacity-60"
        >
          <BaseCheckbox.Indicator>
            <Check aria-hidden className="size-3" strokeWidth={3} />
          </BaseCheckbox.Indicator>
        </BaseCheckbox.Root>
        <span>{children}</span>
      </Field.Label>
    </Field.Root>
  );
}
