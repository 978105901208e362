'use client';

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { levelText } from '#components/logs/log-row';
import { LogLevel } from '#lib/contract/run';

type LevelFilterProps = {
  /** Null: all of them. */
  levels: readonly LogLevel[] | null;
  onChange: (levels: readonly LogLevel[] | null) => void;
};

/** Which levels are shown: any of them together; none chosen shows all. */
export function LevelFilter({ levels, onChange }: LevelFilterProps) {
  const t = useTranslations();
  return (
    <ToggleGroup
      multiple
      aria-label={t('log.levels')}
      value={levels ? [...levels] : []}
      onValueChange={(values: string[]) => {
        const chosen = LogLevel.options.filter((level) => values.includes(level));
        onChange(chosen.length === 0 || chosen.length === LogLevel.options.length ? null : chosen);
      }}
      className="inline-flex rounded-md bg-sunken p-0.5"
    >
      {LogLevel.options.map((level) => (
        <Toggle
          key={level}
          value={level}
          className={clsx(
            'h-6 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs hover:bg-hover data-pressed:bg-surface data-pressed:shadow-[0_0_0_1px_var(--line-strong)] pointer-coarse:h-8',
            levelText[level],
          )}
        >
          {t(`level.${level}`)}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
