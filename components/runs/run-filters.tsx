'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { type Option, Select } from '#components/ui/select';
import type { RunListFilter } from '#lib/client/runs';
import { setSearch } from '#lib/client/url';
import { RunState, Trigger } from '#lib/contract/run';

const nothingChosen = { state: null, job: null, trigger: null, after: null };

/** Each choice goes to the address and starts the list at its newest page. */
export function RunFilters({ filter, jobs }: { filter: RunListFilter; jobs: string[] }) {
  const t = useTranslations();
  const { state, job, trigger } = filter;
  const jobNames = job && !jobs.includes(job) ? [job, ...jobs] : jobs;
  const states = RunState.options.map((value) => ({ value, label: t(`state.${value}`) }));
  const triggers = Trigger.options.map((value) => ({ value, label: t(`trigger.${value}`) }));
  return (
    <div className="flex flex-wrap gap-2">
      <Choice name="state" label={t('runs.state')} all={t('runs.anyState')} value={state} options={states} />
      <Choice
        name="job"
        label={t('runs.job')}
        all={t('runs.anyJob')}
        value={job}
        options={jobNames.map((value) => ({ value, label: value }))}
      />
      <Choice name="trigger" label={t('runs.trigger')} all={t('runs.anyTrigger')} value={trigger} options={triggers} />
      {state || job || trigger ? (
        <Button
          look="quiet"
          size="icon"
          icon={<X aria-hidden />}
          aria-label={t('runs.clear')}
          onClick={() => setSearch(nothingChosen)}
        />
      ) : null}
    </div>
  );
}

type ChoiceProps = {
  name: 'state' | 'job' | 'trigger';
  label: string;
  all: string;
  value: string | null;
  options: Option<string>[];
};

const any = 'any';

function Choice({ name, label, all, value, options }: ChoiceProps) {
  return (
    <Select
      label={label}
      className="w-auto! min-w-32 flex-1"
      value={value ?? any}
      onChange={(chosen) => setSearch({ [name]: chosen === any ? null : chosen, after: null })}
      options={[{ value: any, label: all }, ...options]}
    />
  );
}
