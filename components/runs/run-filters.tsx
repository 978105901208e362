'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StateFilter } from '#components/runs/state-filter';
import { WhenFilter } from '#components/runs/when-filter';
import { Button } from '#components/ui/button';
import { type Option, Select } from '#components/ui/select';
import { everyRun, filterInUrl, isFiltered, type RunListFilter } from '#lib/client/run-list';
import { definitionsQuery } from '#lib/client/runs';
import { schedulesQuery } from '#lib/client/schedules';
import { storesQuery } from '#lib/client/stores';
import { setSearch } from '#lib/client/url';
import { Trigger } from '#lib/contract/run';

/** Each choice goes to the address and starts the list at its newest page. */
export function RunFilters({ filter }: { filter: RunListFilter }) {
  const t = useTranslations();
  const jobs = useQuery(definitionsQuery).data?.items.map(({ name }) => ({ value: name, label: name })) ?? [];
  const stores = useQuery(storesQuery).data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const schedules = useQuery(schedulesQuery).data?.items.map(({ id }) => ({ value: id, label: id })) ?? [];
  const triggers = Trigger.options.map((value) => ({ value, label: t(`trigger.${value}`) }));
  return (
    <div className="flex flex-wrap gap-2 border-line border-b px-4 py-2.5">
      <div className="max-w-48 shrink-0">
        <StateFilter chosen={filter.state} onChange={(state) => setSearch(filterInUrl({ state }))} />
      </div>
      <Choice name="job" value={filter.job} options={jobs} />
      <Choice name="store" value={filter.store} options={stores} />
      <Choice name="trigger" value={filter.trigger} options={triggers} />
      {schedules.length > 1 || filter.schedule ? (
        <Choice name="schedule" value={filter.schedule} options={schedules} />
      ) : null}
      <div className="max-w-56 shrink-0">
        <WhenFilter since={filter.since} until={filter.until} onChange={(when) => setSearch(filterInUrl(when))} />
      </div>
      {isFiltered(filter) ? (
        <Button
          look="quiet"
          size="icon"
          icon={<X aria-hidden />}
          aria-label={t('runs.clear')}
          title={t('runs.clear')}
          onClick={() => setSearch(filterInUrl(everyRun))}
        />
      ) : null}
    </div>
  );
}

type ChoiceProps = {
  name: 'job' | 'store' | 'trigger' | 'schedule';
  value: string | null;
  options: Option<string>[];
};

const any = 'any';

function Choice({ name, value, options }: ChoiceProps) {
  const t = useTranslations('runs');
  const unknown = value !== null && !options.some((option) => option.value === value);
  return (
    <Select
      label={t(name)}
      className="w-auto! max-w-48 min-w-28"
      value={value ?? any}
      onChange={(chosen) => setSearch({ after: null, [name]: chosen === any ? null : chosen })}
      options={[{ value: any, label: t(`any.${name}`) }, ...(unknown ? [{ value, label: value }] : []), ...options]}
    />
  );
}
