'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Select } from '#components/ui/select';
import { storesQuery } from '#lib/client/stores';
import { type TrendView, trendPeriods } from '#lib/client/trends';
import { setSearch } from '#lib/client/url';

const every = 'all';

/** Period, store, and charts or tables; each choice goes to the address. */
export function TrendFilters({ view }: { view: TrendView }) {
  const t = useTranslations('trends');
  const stores = useQuery(storesQuery);
  const known = (stores.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const chosen = view.store !== null && !known.some(({ value }) => value === view.store);
  const options = [
    { value: every, label: t('everyStore') },
    ...(chosen && view.store !== null ? [{ value: view.store, label: view.store }] : []),
    ...known,
  ];
  return (
    <>
      <Select
        label={t('store')}
        className="w-auto! min-w-40"
        value={view.store ?? every}
        options={options}
        onChange={(store) => setSearch({ store: store === every ? null : store })}
      />
      <FilterTabs
        label={t('period')}
        value={String(view.days)}
        options={trendPeriods.map((days) => ({ value: String(days), label: t('periodDays', { days }) }))}
        onChange={(days) => setSearch({ days: days === '30' ? null : days })}
      />
      <FilterTabs
        label={t('view')}
        value={view.asTable ? 'table' : 'chart'}
        options={[
          { value: 'chart', label: t('charts') },
          { value: 'table', label: t('tables') },
        ]}
        onChange={(shown) => setSearch({ view: shown === 'table' ? 'table' : null })}
      />
    </>
  );
}
