'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { useMay } from '#components/shell/me';
import type { Role } from '#lib/contract/access';

type SwitchProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  disabled?: boolean;
  /** The role that switching asks for: who has less sees how it stands, and why they cannot change it. */
  needs?: Role;
};

/** A button of the browser's own: it is on the first screen, and needs nothing more than that. */
export function Switch({ checked, onChange, label, labelHidden = false, disabled = false, needs }: SwitchProps) {
  const t = useTranslations('access');
  const may = useMay(needs);
  return (
    <label
      title={needs && !may ? t('forbidden.takes', { role: t(`role.${needs}`) }) : undefined}
      className={clsx('inline-flex items-center gap-2 font-medium', (disabled || !may) && 'text-soft')}
    >
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        disabled={disabled || !may}
        onClick={() => onChange(!checked)}
        className="group flex h-5 w-9 shrink-0 rounded-full bg-control p-0.5 transition-colors duration-150 disabled:opacity-60 aria-checked:bg-ok-solid"
      >
        <span className="size-4 rounded-full bg-white transition-[translate] duration-150 group-aria-checked:translate-x-4" />
      </button>
      <span className={labelHidden ? 'sr-only' : undefined}>{label}</span>
    </label>
  );
}
