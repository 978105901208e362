'use client';

import { Select as BaseSelect } from '@base-ui/react/select';
import clsx from 'clsx';
import { Check, ChevronsUpDown } from 'lucide-react';
import { controlClass } from '#components/ui/control';

export type Option<Value extends string> = { value: Value; label: string };

type SelectProps<Value extends string> = {
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  /** For a select that stands outside a field. */
  label?: string;
  className?: string;
};

export function Select<Value extends string>({ value, options, onChange, label, className }: SelectProps<Value>) {
  return (
    <BaseSelect.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
      <BaseSelect.Trigger
        aria-label={label}
        className={clsx(
          controlClass,
          'flex h-8 items-center justify-between gap-2 whitespace-nowrap text-left hover:bg-hover pointer-coarse:h-10',
          className,
        )}
      >
        <BaseSelect.Value className="truncate" />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <BaseSelect.Popup className="max-h-[min(20rem,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-md border border-line bg-raised py-1 shadow-float outline-none">
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  className="grid cursor-default select-none grid-cols-[1rem_1fr] items-center gap-2 py-1.5 pr-4 pl-2.5 text-sm outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5"
                >
                  <BaseSelect.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-3.5" />
                  </BaseSelect.ItemIndicator>
                  <BaseSelect.ItemText className="col-start-2">{option.label}</BaseSelect.ItemText>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
