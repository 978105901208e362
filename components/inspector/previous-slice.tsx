'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Section } from '#components/inspector/section';
import { Moment } from '#components/ui/moment';
import { decimalText } from '#lib/client/format';
import { shortDecimal } from '#lib/client/proof-lines';
import { useTimes } from '#lib/client/use-times';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';

type PreviousSliceProps = { previous: NonNullable<StoreDayDetail['previous']>; act: ReactNode };

/** What the last load replaced, while it is kept; `act` is what brings it back. */
export function PreviousSlice({ previous: { figures, loadedAt, keptUntil }, act }: PreviousSliceProps) {
  const t = useTranslations('inspector');
  const { locale } = useTimes();
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  return (
    <Section title={t('previous')}>
      <p>
        {t('previousFigures', {
          rows: number.format(figures.rows),
          amount: decimalText(shortDecimal(figures.amount), locale),
        })}
      </p>
      <p className="text-faint text-xs">
        {t('loadedAt')} <Moment at={loadedAt} /> · {t('keptUntil')} <Moment at={keptUntil} />
      </p>
      <div className="mt-2">{act}</div>
    </Section>
  );
}
