'use client';

import { useTranslations } from 'next-intl';
import { useTimes } from '#lib/client/use-times';
import type { Progress } from '#lib/contract/run';

/** How far a running step is; without a total there is a count but no bar. */
export function StepProgress({ progress }: { progress: Progress | null }) {
  const t = useTranslations('unit');
  const { locale } = useTimes();
  if (!progress) return null;
  const { done, total, unit } = progress;
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const name = unit === 'rows' ? t('rows') : unit;
  const text =
    total === null ? `${number.format(done)} ${name}` : `${number.format(done)} / ${number.format(total)} ${name}`;
  return (
    <span className="flex flex-col gap-1">
      {total !== null && total > 0 ? (
        <span
          role="progressbar"
          aria-valuenow={done}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-label={text}
          className="block h-1 w-full max-w-52 overflow-hidden rounded-full bg-sunken"
        >
          <span
            className="block h-full bg-busy-solid transition-[width] duration-500"
            style={{ width: `${Math.min(100, (done / total) * 100)}%` }}
          />
        </span>
      ) : null}
      <span className="text-soft">{text}</span>
    </span>
  );
}
