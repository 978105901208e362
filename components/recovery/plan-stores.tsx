'use client';

import { useTranslations } from 'next-intl';
import { minutesText } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';
import type { StoreRecovery } from '#lib/contract/recovery';

const cell = 'px-2 py-1.5 first:pl-3 last:pr-3';

/** One line per store, in the order in which they begin. */
export function PlanStores({ stores }: { stores: StoreRecovery[] }) {
  const t = useTranslations('recovery');
  const times = useTimes();
  const number = new Intl.NumberFormat(times.locale);
  return (
    <section
      aria-label={t('perStore')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      className="max-h-60 overflow-y-auto rounded-md border border-line"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-raised text-faint text-xs">
          <tr className="text-left">
            <th className={`${cell} font-medium`}>{t('store')}</th>
            <th className={`${cell} font-medium`}>{t('days')}</th>
            <th className={`${cell} text-right font-medium max-sm:hidden`}>{t('rows')}</th>
            <th className={`${cell} text-right font-medium max-sm:hidden`}>{t('speed')}</th>
            <th className={`${cell} text-right font-medium`}>{t('time')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {stores.map(({ storeId, name, units, from, to, rows, rowsPerMinute, minutes }) => (
            <tr key={storeId}>
              <th scope="row" className={`${cell} text-left font-medium`}>
                {name}
              </th>
              <td className={cell}>
                {t('dayCount', { count: units })}{' '}
                <span className="whitespace-nowrap text-faint text-xs">{times.range(from, to)}</span>
              </td>
              <td className={`${cell} text-right max-sm:hidden`}>{rows === null ? '—' : number.format(rows)}</td>
              <td className={`${cell} whitespace-nowrap text-right max-sm:hidden`}>
                {rowsPerMinute === null ? (
                  <span className="text-faint">{t('noSpeed')}</span>
                ) : (
                  t('perMinute', { rows: number.format(rowsPerMinute) })
                )}
              </td>
              <td className={`${cell} whitespace-nowrap text-right`}>{minutesText(minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
