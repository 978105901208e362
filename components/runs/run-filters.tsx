'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Select } from '#components/ui/select';
import type { RunListFilter } from '#lib/client/runs';
import { setSearch } from '#lib/client/url';
import { RunState, Trigger } from '#lib/contract/run';

const any = 'any';

/** Each choice goes to the address and starts the list at its newest page. */
export function RunFilters({ filter, jobs }: { filter: RunListFilter; jobs: string[] }) {
  const t = useTranslations();
  const choose = (name: 'state' | 'job' | 'trigger') => (value: string) =>
    setSearch({ [name]: value === any ? null : value, after: null });
  const active = filter.state !== null || filter.job !== null || filter.trigger !== null;
  const jobNames = filter.job && !jobs.includes(filter.job) ? [filter.job, ...jobs] : jobs;
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        label={t('runs.state')}
        className="w-auto! min-w-32 flex-1"
        value={filter.state ?? any}
        onChange={choose('state')}
        options={[
          { value: any, label: t('runs.anyState') },
          ...RunState.options.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
      />
      <Select
        label={t('runs.job')}
        className="w-auto! min-w-32 flex-1"
        value={filter.job ?? any}
        onChange={choose('job')}
        options={[{ value: any, label: t('runs.anyJob') }, ...jobNames.map((value) => ({ value, label: value }))]}
      />
      <Select
        label={t('runs.trigger')}
        className="w-auto! min-w-32 flex-1"
        value={filter.trigger ?? any}
        onChange={choose('trigger')}
        options={[
          { value: any, label: t('runs.anyTrigger') },
          ...Trigger.options.map((value) => ({ value, label: t(`trigger.${value}`) })),
        ]}
      />
      {active ? (
        <Button
          look="quiet"
          size="icon"
          icon={<X aria-hidden />}
          aria-label={t('runs.clear')}
          onClick={() => setSearch({ state: null, job: null, trigger: null, after: null })}
        />
      ) : null}
    </div>
  );
}
