'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { Moment } from '#components/ui/moment';
import { Popover } from '#components/ui/popover';
import { decimalText } from '#lib/client/format';
import { shortDecimal } from '#lib/client/proof-lines';
import { useTimes } from '#lib/client/use-times';
import type { StockProof, StoreStock } from '#lib/contract/stock';

/** Whether the snapshot was proved; the three countings behind it are one press away. */
export function SnapshotProof({ store: { name, state, proof } }: { store: StoreStock }) {
  const t = useTranslations('stock');
  if (proof === null) return <span className="text-faint">{t(`state.${state}`)}</span>;
  return (
    <Popover trigger={t(`state.${state}`)} label={t('proofOf', { name })} roomy>
      <Countings proof={proof} />
    </Popover>
  );
}

const stations = ['before', 'arrived', 'after'] as const;

function Countings({ proof }: { proof: StockProof }) {
  const t = useTranslations('stock');
  const { locale } = useTimes();
  const count = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const lines = [
    { name: 'products', values: stations.map((station) => count.format(proof[station].rows)) },
    { name: 'units', values: stations.map((station) => decimalText(shortDecimal(proof[station].units), locale)) },
    { name: 'value', values: stations.map((station) => decimalText(shortDecimal(proof[station].amount), locale)) },
  ] as const;
  return (
    <>
      <table className="text-xs">
        <thead>
          <tr className="text-faint">
            <td />
            {stations.map((station) => (
              <th key={station} scope="col" className="pb-1 pl-3 text-right font-medium">
                {t(`stations.${station}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row" className="py-1.5 text-left font-normal text-soft">
                {t(`columns.${name}`)}
              </th>
              {stations.map((station, index) => (
                <td
                  key={station}
                  className={clsx(
                    'whitespace-nowrap py-1.5 pl-3 text-right',
                    values[index] !== values[1] && 'text-warn',
                  )}
                >
                  {values[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 max-w-72 text-faint text-xs">
        {t(`matched.${proof.matched ?? 'neither'}`)} <Moment at={proof.provedAt} />
        {proof.duplicates > 0 ? ` · ${t('duplicates', { count: proof.duplicates })}` : ''}
      </p>
    </>
  );
}
