'use client';

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import clsx from 'clsx';
import { useTranslations } from 'next-intl';

import { setSearch } from '#lib/client/url';
import { type GapShow, gapShows, hasOldGaps, isBehind } from '#lib/contract/gap-choice';
import type { StoreGap } from '#lib/contract/overview';

const tones: Record<GapShow, string> = { all: 'text-ink', behind: 'text-warn', gaps: 'text-bad' };

/** All stores, those out of date, those with old gaps: each tile shows its stores alone. */
export function GapTiles({ stores, show }: { stores: StoreGap[]; show: GapShow }) {
  const t = useTranslations('gaps');
  const counts = { all: stores.length, behind: stores.filter(isBehind).length, gaps: stores.filter(hasOldGaps).length };
  return (
    <ToggleGroup
      aria-label={t('show')}
      value={[show]}
      onValueChange={([next]) => next !== undefined && setSearch({ show: next === 'all' ? null : next })}
      className="grid grid-cols-3 gap-2"
    >
      {gapShows.map((name) => (
        <Toggle
          key={name}
          value={name}
          className="flex min-w-0 flex-col items-start rounded-md border border-line px-3 py-2 text-left hover:bg-hover data-pressed:border-accent data-pressed:bg-accent-tint"
        >
          <span className={clsx('font-semibold text-xl leading-tight', counts[name] > 0 ? tones[name] : 'text-ink')}>
            {counts[name]}
          </span>
          <span className="max-w-full truncate text-soft text-xs">{t(`tiles.${name}`)}</span>
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
