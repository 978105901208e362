'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import type { LogWindow } from '#lib/client/log-window';

type LogStatusProps = {
  window: LogWindow | undefined;
  reconnecting: boolean;
  /** Lines that were never stored, because the log had reached its limit. */
  cut: number;
  /** What the search found; null without a search. */
  hits: { count: number; isMore: boolean; searching: boolean } | null;
};

/** Under the lines: whether more are coming, how many are held, and what is not there. */
export function LogStatus({ window, reconnecting, cut, hits }: LogStatusProps) {
  const t = useTranslations('log');
  const state = reconnecting ? 'reconnecting' : window?.ended ? 'ended' : window?.later ? 'middle' : 'live';
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-1.5 text-faint text-xs">
      <span role="status" className="inline-flex items-center gap-1.5">
        <span
          aria-hidden
          className={clsx(
            'size-1.5 rounded-full',
            state === 'live' ? 'bg-ok-solid' : state === 'reconnecting' ? 'bg-warn-solid' : 'bg-calm-solid',
          )}
        />
        {window || reconnecting ? t(`states.${state}`) : null}
      </span>
      {hits ? (
        <span role="status">
          {hits.searching ? t('searching') : t('hits', { count: hits.count, more: String(hits.isMore) })}
        </span>
      ) : null}
      {window ? <span className="ml-auto">{t('shown', { count: window.lines.length })}</span> : null}
      {cut > 0 ? <p className="basis-full text-warn">{t('cut', { count: cut })}</p> : null}
    </div>
  );
}
