'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { stripShares } from '#lib/client/connectivity';
import { slotLetters, stripSlots } from '#lib/contract/connectivity';

/** Height tells the state as much as colour does: what failed stands tall. One path each, so that 200 strips stay light. */
const layers = [
  { letter: slotLetters.unknown, height: 1.5, className: 'fill-line-strong' },
  { letter: slotLetters.up, height: 4, className: 'fill-ok-solid' },
  { letter: slotLetters.mixed, height: 7.5, className: 'fill-warn-solid' },
  { letter: slotLetters.down, height: 12, className: 'fill-bad-solid' },
] as const;

const tall = 12;
const barWidth = 0.8;

type LinkStripProps = { strip: string; className?: string };

/** The last 24 hours, a bar for each half hour. */
export function LinkStrip({ strip, className }: LinkStripProps) {
  const t = useTranslations('connectivity');
  const { upShare, bad } = stripShares(strip);
  const label = upShare === null ? t('stripUnknown') : t('strip', { share: upShare, bad });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${stripSlots} ${tall}`}
      preserveAspectRatio="none"
      className={clsx('block h-3 w-full', className)}
    >
      <title>{label}</title>
      {layers.map(({ letter, height, className: fill }) => (
        <path key={letter} className={fill} d={barsOf(strip, letter, height)} />
      ))}
    </svg>
  );
}

function barsOf(strip: string, letter: string, height: number): string {
  return [...strip]
    .flatMap((slot, at) => (slot === letter ? [`M${at} ${tall}v-${height}h${barWidth}v${height}z`] : []))
    .join('');
}
