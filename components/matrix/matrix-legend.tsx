'use client';

import { useTranslations } from 'next-intl';
import { CellSwatch } from '#components/matrix/cell-swatch';
import type { StoreDayState } from '#lib/contract/store-day';

const legendStates: readonly StoreDayState[] = [
  'verified',
  'loaded',
  'loading',
  'queued',
  'missing',
  'partial',
  'drifted',
  'on_hold',
  'closed',
  'lost',
  'not_due',
];

/** What each cell means, and the keys of the grid. */
export function MatrixLegend() {
  const t = useTranslations();
  return (
    <div className="flex flex-col gap-2 border-line border-t px-4 py-3 text-xs">
      <ul aria-label={t('matrix.legend')} className="flex flex-wrap gap-x-4 gap-y-1.5">
        {legendStates.map((state) => (
          <li key={state} title={t(`storeDay.${state}.meaning`)} className="flex items-center gap-1.5 text-soft">
            <CellSwatch state={state} />
            {t(`storeDay.${state}.name`)}
          </li>
        ))}
        <li className="flex items-center gap-1.5 text-soft">
          <span aria-hidden className="h-4 border-accent border-l-2 border-dashed" />
          {t('matrix.dueLine')}
        </li>
      </ul>
      <p id="matrix-keys" className="text-faint pointer-coarse:hidden">
        {t('matrix.keys')}
      </p>
      <p className="pointer-fine:hidden text-faint">{t('matrix.touch')}</p>
    </div>
  );
}
