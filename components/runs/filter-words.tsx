'use client';

import { useTranslations } from 'next-intl';
import { Moment } from '#components/ui/moment';
import type { RunListFilter } from '#lib/client/run-list';

/** What a filter lets through, one condition a line. */
export function FilterWords({ filter }: { filter: RunListFilter }) {
  const t = useTranslations();
  const { state, job, store, trigger, schedule, since, until } = filter;
  const conditions = [
    { name: t('runs.state'), value: state?.map((each) => t(`state.${each}`)).join(', ') },
    { name: t('runs.job'), value: job },
    { name: t('runs.store'), value: store },
    { name: t('runs.trigger'), value: trigger && t(`trigger.${trigger}`) },
    { name: t('runs.schedule'), value: schedule },
    { name: t('runs.since'), value: since && <Moment at={since} /> },
    { name: t('runs.until'), value: until && <Moment at={until} /> },
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 text-xs">
      {conditions.map(({ name, value }) =>
        value ? (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
