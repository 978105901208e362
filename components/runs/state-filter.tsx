'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '#components/ui/checkbox';
import { Popover } from '#components/ui/popover';
import { WorkBadge } from '#components/ui/state-badge';
import { RunState } from '#lib/contract/run';

type StateFilterProps = {
  /** Null: all of them. */
  chosen: readonly RunState[] | null;
  onChange: (states: readonly RunState[] | null) => void;
};

/** Any states together. */
export function StateFilter({ chosen, onChange }: StateFilterProps) {
  const t = useTranslations();
  const set = (state: RunState, isChosen: boolean) => {
    const next = RunState.options.filter((each) => (each === state ? isChosen : chosen?.includes(each)));
    onChange(next.length === 0 || next.length === RunState.options.length ? null : next);
  };
  const [only] = chosen ?? [];
  const shown =
    chosen === null || only === undefined
      ? t('runs.any.state')
      : chosen.length === 1
        ? t(`state.${only}`)
        : t('runs.states', { count: chosen.length });
  return (
    <Popover look="control" label={t('runs.state')} trigger={shown}>
      <ul className="flex flex-col gap-2">
        {RunState.options.map((state) => (
          <li key={state}>
            <Checkbox checked={chosen?.includes(state) ?? false} onChange={(next) => set(state, next)}>
              <WorkBadge state={state} />
            </Checkbox>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
