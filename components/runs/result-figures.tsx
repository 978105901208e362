'use client';

import { useTranslations } from 'next-intl';
import { decimalText } from '#lib/client/format';
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
          <dd className="font-medium">{decimalText(value, locale)}</dd>
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
