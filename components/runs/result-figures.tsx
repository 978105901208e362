'use client';

import { useTranslations } from 'next-intl';
import { useTimes } from '#lib/client/use-times';

const knownFigures = [
  'rows',
  'units',
  'amount',
  'tickets',
  'duplicates',
  'total',
  'successful',
  'partial',
  'failed',
] as const;
type KnownFigure = (typeof knownFigures)[number];

const briefFigures: readonly KnownFigure[] = ['rows', 'amount'];

/** The figures among a result's fields, named for people. Other fields are for machines and stay in the API. */
export function ResultFigures({ result, brief = false }: { result: unknown; brief?: boolean }) {
  const t = useTranslations('figure');
  const { locale } = useTimes();
  const figures = figuresOf(result).filter(({ name }) => !brief || briefFigures.includes(name));
  if (figures.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {figures.map(({ name, value }) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-faint">{t(name)}</dt>
          <dd className="font-medium">{numberText(value, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function figuresOf(result: unknown): { name: KnownFigure; value: string }[] {
  if (typeof result !== 'object' || result === null) return [];
  const nested = 'figures' in result && typeof result.figures === 'object' ? result.figures : {};
  const fields = new Map<string, unknown>(Object.entries({ ...result, ...nested }));
  return knownFigures.flatMap((name) => {
    const value = fields.get(name);
    const isFigure = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
    return isFigure ? [{ name, value: String(value) }] : [];
  });
}

const mostDigits = 20;

/** Decimal strings keep every digit: they are formatted as text, never through floating point. */
function numberText(value: string, locale: string): string {
  const [whole = '0', fraction = ''] = value.split('.');
  const kept = fraction.replace(/0+$/, '').slice(0, mostDigits);
  const grouped = new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(BigInt(whole));
  const sign = value.startsWith('-') && !grouped.startsWith('-') ? '-' : '';
  const point = locale === 'es' ? ',' : '.';
  return kept === '' ? `${sign}${grouped}` : `${sign}${grouped}${point}${kept.padEnd(2, '0')}`;
}
