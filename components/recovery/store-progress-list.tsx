'use client';

import { useTranslations } from 'next-intl';
import { Countdown } from '#components/ui/countdown';
import { SharesBar } from '#components/ui/shares-bar';
import { WorkBadge } from '#components/ui/state-badge';
import { minutesText } from '#lib/client/format';
import { useFailureTitle } from '#lib/client/use-failure-title';
import type { StoreProgress } from '#lib/contract/recovery';

/** Each store of a recovery: how far, in which state, why it waits. */
export function StoreProgressList({ stores }: { stores: StoreProgress[] }) {
  const t = useTranslations('recovery');
  return (
    <ul
      aria-label={t('perStore')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      className="max-h-80 divide-y divide-line overflow-y-auto rounded-md border border-line"
    >
      {stores.map((store) => (
        <StoreLine key={store.storeId} store={store} />
      ))}
    </ul>
  );
}

function StoreLine({ store }: { store: StoreProgress }) {
  const t = useTranslations('recovery');
  const { name, total, done, failed, running, waiting } = store;
  const label = t('progress', { done: done + failed, total });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_5rem_auto] items-center gap-x-3 gap-y-0.5 px-3 py-2">
      <span className="truncate font-medium">{name}</span>
      <SharesBar
        label={label}
        shares={[
          { key: 'done', count: done, tone: 'ok' },
          { key: 'failed', count: failed, tone: 'bad' },
          { key: 'running', count: running, tone: 'busy' },
          { key: 'waiting', count: waiting, tone: 'wait' },
          { key: 'rest', count: total - done - failed - running - waiting, tone: 'none' },
        ]}
      />
      <span className="flex min-w-28 justify-end">
        <WorkBadge state={stateOf(store)} />
      </span>
      <StoreNote store={store} />
    </li>
  );
}

function stateOf({ total, done, failed, running, waiting }: StoreProgress) {
  if (running > 0) return 'running';
  if (waiting > 0) return 'waiting';
  if (done === total) return 'completed';
  if (done + failed < total) return 'pending';
  return done === 0 ? 'failed' : 'partial';
}

function StoreNote({ store }: { store: StoreProgress }) {
  const t = useTranslations('recovery');
  const titleOf = useFailureTitle();
  const { done, failed, total, rows, minutesLeft, error, nextAttemptAt } = store;
  return (
    <span className="col-span-3 text-soft text-xs">
      {t('storeDone', { done, total, rows })}
      {failed > 0 ? ` · ${t('storeFailed', { count: failed })}` : null}
      {error ? <span className="text-bad"> · {titleOf(error)}</span> : null}
      {nextAttemptAt ? (
        <>
          {' · '}
          {t('nextTry')} <Countdown at={nextAttemptAt} />
        </>
      ) : minutesLeft > 0 ? (
        ` · ${t('storeLeft', { time: minutesText(minutesLeft) })}`
      ) : null}
    </span>
  );
}
