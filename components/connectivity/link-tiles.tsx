'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { linkLooks } from '#components/connectivity/link-looks';
import { LinkStrip } from '#components/connectivity/link-strip';
import { toneText } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { linkLook, urgentFirst } from '#lib/client/connectivity';
import { inspect } from '#lib/client/inspector';
import { useDuration } from '#lib/client/use-duration';
import { useFailureTitle } from '#lib/client/use-failure-title';
import { useTimes } from '#lib/client/use-times';
import type { StoreLink } from '#lib/contract/connectivity';
import { visibleText } from '#lib/contract/visible-text';

/** With more stores than these the ones in order are only counted. */
const mostTiles = 48;

type LinkTilesProps = { stores: StoreLink[]; onShowAll: () => void };

/** Every store at a glance: symbol, word, login time, the last 24 hours. What needs a look comes first. */
export function LinkTiles({ stores, onShowAll }: LinkTilesProps) {
  const t = useTranslations('connectivity');
  const shown = stores.length > mostTiles ? urgentFirst(stores).slice(0, mostTiles) : urgentFirst(stores);
  const hidden = stores.length - shown.length;
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t('eachStore')} className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-2">
        {shown.map((link) => (
          <Tile key={link.storeId} link={link} />
        ))}
      </ul>
      {hidden > 0 ? (
        <p className="flex flex-wrap items-center gap-2 text-faint">
          {t('more', { count: hidden })}
          <Button size="small" onClick={onShowAll}>
            {t('showTable')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function Tile({ link }: { link: StoreLink }) {
  const t = useTranslations('connectivity');
  const titleOf = useFailureTitle();
  const look = linkLook(link);
  const { tone, icon: Icon } = linkLooks[look];
  const { storeId, name, loginMs, failure, circuit, since } = link;
  const times = useTimes();
  const duration = useDuration();
  return (
    <li>
      <button
        type="button"
        onClick={() => inspect({ kind: 'store', storeId })}
        title={failure ? `${titleOf(failure)} · ${visibleText(failure.message)}` : name}
        className={clsx(
          'flex w-full flex-col gap-1.5 rounded-md border px-2.5 py-2 text-left transition-colors hover:bg-hover',
          look === 'down' || look === 'no_entry' ? 'border-line-strong' : 'border-line',
        )}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <Icon aria-hidden className={clsx('size-3.5 shrink-0', toneText[tone])} />
          <span className="min-w-0 truncate font-medium text-xs">{name}</span>
        </span>
        <span className="flex items-baseline justify-between gap-1 text-xs">
          <span className={clsx('truncate', toneText[tone])}>
            {circuit === 'open' && look === 'down' ? t('waiting') : t(`state.${look}`)}
          </span>
          {look === 'up' && loginMs !== null ? <span className="shrink-0 text-faint">{duration(loginMs)}</span> : null}
          {look === 'down' && since ? <span className="shrink-0 text-faint">{times.clock(since)}</span> : null}
        </span>
        <LinkStrip strip={link.strip} />
      </button>
    </li>
  );
}
