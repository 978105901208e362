'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { stripShares } from '#lib/client/connectivity';
import { slotLetters, stripSlots } from '#lib/contract/connectivity';

/** Height tells the state as much as colour does: what failed stands tall. One path each, so that 200 strips stay light. */
const layers = [
  { letter: slotLetters.unknown, height: 1.5, className: 'stroke-line-strong' },
  { letter: slotLetters.up, height: 4, className: 'stroke-ok-solid' },
  { letter: slotLetters.mixed, height: 7.5, className: 'stroke-warn-solid' },
  { letter: slotLetters.down, height: 12, className: 'stroke-bad-solid' },
] as const;

const tall = 12;
/** A bar and the space after it. */
const dashes = '.8 .2';

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
      {layers.map(({ letter, height, className: stroke }) => {
        const runs = runsOf(strip, letter, tall - height / 2);
        return runs === '' ? null : (
          <path key={letter} className={stroke} strokeWidth={height} strokeDasharray={dashes} d={runs} />
        );
      })}
    </svg>
  );
}

/** One stroke for each run of the letter; its dashes are the bars. */
function runsOf(strip: string, letter: string, y: number): string {
  return Array.from(
    strip.matchAll(new RegExp(`[${letter}]+`, 'g')),
    (run) => `M${run.index} ${y}h${run[0].length}`,
  ).join('');
}
