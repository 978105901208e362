'use client';

import { CircleCheck, CirclePause, TrendingDown, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { Popover } from '#components/ui/popover';
import { lagTone } from '#lib/client/store-gaps';
import { useTimes } from '#lib/client/use-times';
import type { GapRange, StoreGap } from '#lib/contract/overview';

export function LagBadge({ days }: { days: number }) {
  const t = useTranslations('gaps');
  const tone = lagTone(days);
  const icon = { ok: CircleCheck, warn: TrendingDown, bad: TriangleAlert }[tone];
  return (
    <Badge tone={tone} icon={icon}>
      {t('daysBehind', { days })}
    </Badge>
  );
}

/** 9.0 M; the title says it to the last row. */
export function RowCount({ rows }: { rows: number }) {
  const { locale } = useTimes();
  if (rows === 0) return <span className="text-faint">—</span>;
  const whole = new Intl.NumberFormat(locale).format(rows);
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(rows);
  return <span title={whole}>{short}</span>;
}

export function Completeness({ ratio }: { ratio: number | null }) {
  const { locale } = useTimes();
  if (ratio === null) return <span className="text-faint">—</span>;
  const text = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 2 }).format(floored(ratio));
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <span>{text}</span>
      <span aria-hidden className="block h-1 w-16 overflow-hidden rounded-full bg-sunken">
        <span
          className={ratio === 1 ? 'block h-full bg-ok-solid' : 'block h-full bg-warn-solid'}
          style={{ width: `${ratio * 100}%` }}
        />
      </span>
    </span>
  );
}

/** 99.997 % is not 100 %: what is missing is never rounded away. */
function floored(ratio: number): number {
  return Math.floor(ratio * 10_000 + 1e-9) / 10_000;
}

const shownRanges = 1;

export function Ranges({ ranges }: { ranges: GapRange[] }) {
  const t = useTranslations('gaps');
  if (ranges.length === 0) return null;
  const hidden = ranges.length - shownRanges;
  return (
    <span className="block">
      {ranges.slice(-shownRanges).map((range) => (
        <RangeLine key={range.from} range={range} />
      ))}
      {hidden > 0 ? (
        <Popover label={t('allRanges')} trigger={<span className="text-xs">{t('moreRanges', { count: hidden })}</span>}>
          {ranges.toReversed().map((range) => (
            <RangeLine key={range.from} range={range} />
          ))}
        </Popover>
      ) : null}
    </span>
  );
}

function RangeLine({ range: { from, to, days, state } }: { range: GapRange }) {
  const t = useTranslations();
  const times = useTimes();
  return (
    <span className="block whitespace-nowrap">
      {times.range(from, to)}{' '}
      <span className="text-faint text-xs">
        {t('gaps.rangeDays', { days })}
        {state === 'missing' ? '' : ` · ${t(`storeDay.${state}.name`)}`}
      </span>
    </span>
  );
}

export function Reason({ store: { hold, failure } }: { store: StoreGap }) {
  const t = useTranslations('gaps');
  if (hold) {
    return (
      <span className="flex gap-1.5 text-soft">
        <CirclePause aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          {t('held')} {hold.until ? <Moment at={hold.until} /> : t('untilLifted')}
          <span className="block text-faint text-xs">{hold.reason}</span>
        </span>
      </span>
    );
  }
  if (!failure) return null;
  return (
    <span className="block">
      <FailureText failure={failure.failure} brief />
      <span className="block text-xs">
        {failure.runId ? (
          <Link href={`/runs/${failure.runId}`} className="text-accent underline underline-offset-2">
            {t('seeRun', { id: failure.runId })}
          </Link>
        ) : null}
        {failure.nextAttemptAt ? (
          <span className="text-soft">
            {failure.runId ? ' · ' : ''}
            {t('nextAttempt')} <Moment at={failure.nextAttemptAt} />
          </span>
        ) : null}
      </span>
    </span>
  );
}
