'use client';

import clsx from 'clsx';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Moment } from '#components/ui/moment';
import { decimalText } from '#lib/client/format';
import { proofLines, shortDecimal } from '#lib/client/proof-lines';
import { useTimes } from '#lib/client/use-times';
import type { Proof } from '#lib/contract/store-day';

const stations = ['before', 'arrived', 'after', 'stored'] as const;

/** The same four figures at the store before, as they arrived, at the store after, and as they are held: a line each. */
export function ProofTable({ proof }: { proof: Proof }) {
  const t = useTranslations();
  const { locale } = useTimes();
  const lines = proofLines(proof);
  return (
    <>
      <table className="w-full text-xs">
        <thead>
          <tr className="text-faint">
            <td />
            {lines.map(({ name }) => (
              <th key={name} scope="col" className="pb-1 pl-2 text-right align-bottom font-medium leading-4">
                {t(`figure.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {stations.map((station) => (
            <tr key={station}>
              <th scope="row" className="py-1.5 pr-1 text-left font-normal text-soft">
                {t(`inspector.stations.${station}`)}
              </th>
              {lines.map(({ name, stations: at }) => (
                <Figure key={name} figure={at.find((each) => each.station === station)} locale={locale} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-faint text-xs">
        {t(proof.dayOver ? 'inspector.provedAt' : 'inspector.provedEarly')} <Moment at={proof.provedAt} />
        {proof.duplicates > 0 ? ` · ${t('inspector.duplicates', { count: proof.duplicates })}` : ''}
      </p>
    </>
  );
}

type FigureProps = { figure: ReturnType<typeof proofLines>[number]['stations'][number] | undefined; locale: string };

function Figure({ figure, locale }: FigureProps) {
  const t = useTranslations('inspector');
  if (!figure) return <td />;
  const { station, value, differs } = figure;
  return (
    <td
      className={clsx(
        'whitespace-nowrap py-1.5 pl-2 text-right',
        differs && 'font-medium text-bad',
        station === 'stored' && !differs && 'font-medium',
      )}
    >
      {differs ? (
        <>
          <TriangleAlert aria-hidden className="mr-0.5 mb-0.5 inline size-3" />
          <span className="sr-only">{t('differs')} </span>
        </>
      ) : null}
      {decimalText(shortDecimal(value), locale)}
    </td>
  );
}
