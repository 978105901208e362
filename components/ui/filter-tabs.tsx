'use client';

import { moveFocus } from '#components/ui/move-focus';
import type { Option } from '#components/ui/select';

type FilterTabsProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
};

/** A few choices side by side, one of them chosen at most. Arrow keys move between them. */
export function FilterTabs<Value extends string>({ label, value, options, onChange }: FilterTabsProps<Value>) {
  const reached = options.some((option) => option.value === value) ? value : options[0]?.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div role="group" aria-label={label} onKeyDown={moveFocus} className="inline-flex rounded-md bg-sunken p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          tabIndex={option.value === reached ? 0 : -1}
          onClick={() => onChange(option.value)}
          className="h-6 whitespace-nowrap rounded-sm px-2 font-medium text-soft text-xs hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line)] pointer-coarse:h-8"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
