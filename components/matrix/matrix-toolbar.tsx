'use client';

import { CalendarRange, Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ExportButton } from '#components/exports/export-button';
import { Button } from '#components/ui/button';
import { controlClass } from '#components/ui/control';
import { FilterTabs } from '#components/ui/filter-tabs';
import { type MatrixView, type PeriodName, periodNames } from '#lib/client/matrix';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import type { Day } from '#lib/contract/day';

const PeriodDialog = dynamic(() => import('#components/matrix/period-dialog').then((m) => m.PeriodDialog), {
  ssr: false,
});

type MatrixToolbarProps = { view: MatrixView; stores: number; withProblems: number };

/** Which stores and which days; all of it is in the address. */
export function MatrixToolbar({ view, stores, withProblems }: MatrixToolbarProps) {
  const t = useTranslations('matrix');
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <FilterTabs
        label={t('which')}
        value={view.onlyProblems ? 'problems' : 'all'}
        onChange={(only) => setSearch({ only: only === 'problems' ? only : null })}
        options={[
          { value: 'all', label: t('all', { count: stores }) },
          { value: 'problems', label: t('problems', { count: withProblems }) },
        ]}
      />
      <Find find={view.find} />
      <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
        <Period view={view} />
        <ExportButton exported={{ kind: 'proofs', ...view }} />
      </div>
    </div>
  );
}

function Find({ find }: { find: string }) {
  const t = useTranslations('matrix');
  return (
    <label className="relative max-sm:order-last max-sm:w-full">
      <span className="sr-only">{t('find')}</span>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <input
        type="search"
        value={find}
        placeholder={t('find')}
        onChange={(event) => setSearch({ stores: event.currentTarget.value || null })}
        className={`${controlClass} h-8 pl-8 pointer-coarse:h-10 sm:w-48`}
      />
    </label>
  );
}

type Shown = PeriodName | 'own';

function Period({ view }: { view: MatrixView }) {
  const t = useTranslations('matrix');
  const times = useTimes();
  const [choosing, setChoosing] = useState(false);
  const show = (period: PeriodName) => setSearch({ period: period === '4w' ? null : period, from: null, to: null });
  const showOwn = (from: Day, to: Day) => {
    setChoosing(false);
    setSearch({ period: null, from, to });
  };
  return (
    <>
      <FilterTabs<Shown>
        label={t('period')}
        value={view.period ?? 'own'}
        onChange={(period) => period !== 'own' && show(period)}
        options={periodNames.map((name) => ({ value: name, label: t(`periods.${name}`) }))}
      />
      <Button
        size="small"
        look={view.period === null ? 'secondary' : 'quiet'}
        icon={<CalendarRange aria-hidden />}
        onClick={() => setChoosing(true)}
      >
        {view.period === null ? times.range(view.from, view.to) : t('ownPeriod')}
      </Button>
      {choosing ? <PeriodDialog view={view} onChoose={showOwn} onClose={() => setChoosing(false)} /> : null}
    </>
  );
}
