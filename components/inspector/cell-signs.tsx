'use client';

import { Diff, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Section } from '#components/inspector/section';
import { Moment } from '#components/ui/moment';
import { decimalText } from '#lib/client/format';
import { driftParts, hasDrifted, shortDecimal } from '#lib/client/proof-lines';
import { useTimes } from '#lib/client/use-times';
import type { PartialHint, StoreDayDetail } from '#lib/contract/store-day-detail';

/** What speaks for or against the day beyond its proof: later changes, holes in it, what is usual. */
export function CellSigns({ detail }: { detail: StoreDayDetail }) {
  const t = useTranslations('inspector');
  const { drift, hints, expected, rows, state } = detail;
  if (!drift && hints.length === 0 && !expected) return null;
  return (
    <Section title={t('signs')}>
      <ul className="flex flex-col gap-2">
        {drift ? <DriftLine drift={drift} /> : null}
        {hints.map((hint) => (
          <li key={JSON.stringify(hint)} className="flex gap-2">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <HintText hint={hint} />
          </li>
        ))}
        {expected && state !== 'not_due' ? <ExpectedLine rows={rows} expected={expected} /> : null}
      </ul>
    </Section>
  );
}

function DriftLine({ drift }: { drift: NonNullable<StoreDayDetail['drift']> }) {
  const t = useTranslations();
  const { locale } = useTimes();
  const parts = driftParts(drift).map(({ name, value }) => {
    const number = decimalText(shortDecimal(value.replace('+', '')), locale);
    return `${value.startsWith('+') ? '+' : ''}${number} ${t(`figure.${name}`).toLowerCase()}`;
  });
  return (
    <li className="flex gap-2">
      <Diff
        aria-hidden
        className={hasDrifted(drift) ? 'mt-0.5 size-4 shrink-0 text-warn' : 'mt-0.5 size-4 shrink-0 text-ok'}
      />
      <span>
        {parts.length > 0 ? (
          <>
            <span className="font-medium">{parts.join(', ')}</span> {t('inspector.sinceVerified')}
          </>
        ) : (
          t('inspector.unchanged')
        )}
        <span className="block text-faint text-xs">
          {t('inspector.comparedAt')} <Moment at={drift.checkedAt} />
        </span>
      </span>
    </li>
  );
}

function HintText({ hint }: { hint: PartialHint }) {
  const t = useTranslations('inspector.hint');
  const { clock } = useTimes();
  const clockOf = (at: string) => (at.includes('T') ? clock(at) : at.slice(0, 5));
  switch (hint.kind) {
    case 'ticket_holes':
      return (
        <span className="inline-block first-letter:uppercase">
          {t('ticketHoles', { ...hint, till: hint.till ?? 'none' })}
        </span>
      );
    case 'early_end':
      return <span>{t('earlyEnd', { last: clockOf(hint.lastSaleAt), usual: clockOf(hint.usualLastSaleAt) })}</span>;
    case 'empty_hours':
      return (
        <span className="inline-block first-letter:uppercase">
          {t('emptyHours', { ...hint, till: hint.till ?? 'none' })}
        </span>
      );
  }
}

type ExpectedLineProps = { rows: number; expected: NonNullable<StoreDayDetail['expected']> };

/** Against the same weekday of the last weeks. */
function ExpectedLine({ rows, expected }: ExpectedLineProps) {
  const t = useTranslations('inspector');
  const { locale } = useTimes();
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const share = expected.rows === 0 ? 1 : rows / expected.rows;
  return (
    <li className="flex flex-col gap-1">
      <span className="flex justify-between gap-3">
        <span>{t('ofUsual', { rows: number.format(rows), usual: number.format(Math.round(expected.rows)) })}</span>
        <span className="text-soft">{new Intl.NumberFormat(locale, { style: 'percent' }).format(share)}</span>
      </span>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className={share < 0.8 ? 'block h-full bg-warn-solid' : 'block h-full bg-ok-solid'}
          style={{ width: `${Math.min(1, share) * 100}%` }}
        />
      </span>
      <span className="text-faint text-xs">
        {t('usualAmount', { amount: decimalText(shortDecimal(expected.amount), locale) })}
      </span>
    </li>
  );
}
