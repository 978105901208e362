'use client';

import { ListChecks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { PeriodChoice } from '#components/manual/period-choice';
import { StoreChoice } from '#components/manual/store-choice';
import { Button } from '#components/ui/button';
import { Select } from '#components/ui/select';
import { startOf } from '#lib/client/format';
import type { RecoverySelection } from '#lib/client/recovery';
import { useTimes } from '#lib/client/use-times';
import { addDays, eachDay } from '#lib/contract/day';
import type { StoreGap } from '#lib/contract/overview';
import { LoadMode } from '#lib/contract/sales';

type LoadFormProps = { stores: StoreGap[]; onLoad: (selection: RecoverySelection) => void };

/** Which stores, which days, and whether what is already there is loaded again; what it comes to is shown before it starts. */
export function LoadForm({ stores, onLoad }: LoadFormProps) {
  const t = useTranslations('load');
  const { today } = useTimes();
  const yesterday = addDays(today, -1);
  const [chosen, setChosen] = useState<string[]>([]);
  const [period, setPeriod] = useState({ from: startOf(yesterday, 7), to: yesterday });
  const [mode, setMode] = useState<LoadMode>('missing');
  const loadable = stores.filter(({ active, hold }) => active && !hold);
  const most = (chosen.length || loadable.length) * eachDay(period.from, period.to).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLoad({ stores: chosen, ...period, mode });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-2 items-end gap-x-3 gap-y-2 sm:flex sm:flex-wrap">
      <Labelled label={t('stores')}>
        <StoreChoice stores={loadable} chosen={chosen} onChange={setChosen} />
      </Labelled>
      <Labelled label={t('period')}>
        <PeriodChoice {...period} last={yesterday} onChange={(from, to) => setPeriod({ from, to })} />
      </Labelled>
      <Labelled label={t('mode')}>
        <Select
          label={t('mode')}
          value={mode}
          onChange={setMode}
          options={LoadMode.options.map((value) => ({ value, label: t(`modes.${value}.name`) }))}
          className="sm:w-44"
        />
      </Labelled>
      <Button type="submit" icon={<ListChecks aria-hidden />} disabled={most === 0} className="max-sm:col-span-2">
        {t('plan', { count: most })}
      </Button>
    </form>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="font-medium text-soft text-xs">
        {label}
      </span>
      {children}
    </div>
  );
}
