'use client';

import clsx from 'clsx';
import { CircleDot, CloudOff, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useConnection } from '#lib/client/use-connection';
import { useTimes } from '#lib/client/use-times';

const icons = { live: CircleDot, reconnecting: RefreshCw, stale: CloudOff };
const tones = { live: 'text-faint', reconnecting: 'text-warn', stale: 'text-bad' };

/** Whether the page is renewed by itself: live, reconnecting, or stale since when. */
export function ConnectionLight() {
  const t = useTranslations('connection');
  const times = useTimes();
  const { state, staleSince } = useConnection();
  const Icon = icons[state];
  return (
    <p role="status" className={clsx('flex items-center gap-1.5 whitespace-nowrap text-xs', tones[state])}>
      <Icon aria-hidden className={clsx('size-3.5', state === 'live' && 'text-ok-solid')} />
      <span className={clsx(state === 'live' && 'max-sm:sr-only')}>
        {state === 'stale' && staleSince
          ? t('stale', { clock: times.clock(staleSince) })
          : t(state === 'live' ? 'live' : 'reconnecting')}
      </span>
    </p>
  );
}
