'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleOff, CirclePause, CirclePlay, DatabaseZap, DoorClosed, ListTree, RotateCw, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { RecoverAct } from '#components/inspector/inspector';
import { MarkDialog } from '#components/matrix/mark-dialog';
import { useMarkActs } from '#components/matrix/use-mark-acts';
import { HoldDialog } from '#components/stores/hold-dialog';
import { Button } from '#components/ui/button';
import { useAct } from '#components/ui/use-act';
import { inspect } from '#lib/client/inspector';
import type { Cell } from '#lib/client/matrix';
import { runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import { type MarkKind, retryStepNow, selectionOf, storeDaysRoom } from '#lib/client/store-days';
import { release, storesQuery, storesRoom } from '#lib/client/stores';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';

type CellActsProps = { detail: StoreDayDetail; cell: Cell; onRecover: RecoverAct };

const whole: readonly StoreDayDetail['state'][] = ['verified', 'loaded'];
const rooms = [runsRoom, salesRoom, storeDaysRoom];
const nothing = () => {};

/** What can be done about this day, the likeliest first. */
export function CellActs({ detail, cell, onRecover }: CellActsProps) {
  const t = useTranslations('inspector');
  const { state, active, mark, runId } = detail;
  const [marking, setMarking] = useState<MarkKind | null>(null);
  const { unmark } = useMarkActs(nothing);
  const retry = useAct({
    act: retryStepNow,
    rooms,
    done: ({ steps }) => ({ title: t('retried', { count: steps }) }),
    failed: t('retryFailed'),
  });
  const selection = selectionOf(cell);
  const isWhole = whole.includes(state);
  const waits = active?.state === 'waiting';
  return (
    <div className="flex flex-wrap gap-2 px-5 pb-4">
      {active && waits ? (
        <Button
          needs="operator"
          look="primary"
          size="small"
          icon={<RotateCw aria-hidden />}
          pending={retry.isPending}
          onClick={() => retry.mutate(active)}
        >
          {t('retryNow')}
        </Button>
      ) : null}
      {active || state === 'not_due' || state === 'on_hold' ? null : (
        <Button
          needs="operator"
          look={isWhole || mark ? 'secondary' : 'primary'}
          size="small"
          icon={<DatabaseZap aria-hidden />}
          onClick={() => onRecover(isWhole ? { ...selection, mode: 'all' } : selection)}
        >
          {t(isWhole ? 'loadAgain' : 'recover')}
        </Button>
      )}
      {mark ? (
        <Button
          needs="operator"
          size="small"
          icon={<Undo2 aria-hidden />}
          pending={unmark.isPending}
          onClick={() => unmark.mutate(selection)}
        >
          {t('unmark')}
        </Button>
      ) : (
        <>
          <Button needs="operator" size="small" icon={<DoorClosed aria-hidden />} onClick={() => setMarking('closed')}>
            {t('markClosed')}
          </Button>
          <Button needs="operator" size="small" icon={<CircleOff aria-hidden />} onClick={() => setMarking('lost')}>
            {t('markLost')}
          </Button>
        </>
      )}
      <HoldAct storeId={cell.storeId} />
      {runId ? (
        <Button
          look="quiet"
          size="small"
          icon={<ListTree aria-hidden />}
          onClick={() => inspect({ kind: 'run', runId: active?.runId ?? runId })}
        >
          {t('openRun', { id: active?.runId ?? runId })}
        </Button>
      ) : null}
      {marking ? (
        <MarkDialog
          kind={marking}
          selection={selection}
          states={[{ state, count: 1 }]}
          onClose={() => setMarking(null)}
          onDone={() => setMarking(null)}
        />
      ) : null}
    </div>
  );
}

/** Leaves the whole store alone for a while, or takes it up again. */
export function HoldAct({ storeId }: { storeId: string }) {
  const t = useTranslations('stores');
  const { data: store, isPending } = useQuery({
    ...storesQuery,
    select: ({ items }) => items.find(({ id }) => id === storeId),
  });
  const [holding, setHolding] = useState(false);
  const lift = useAct({
    act: () => release(storeId),
    rooms: [storesRoom, salesRoom, storeDaysRoom],
    done: ({ name }) => ({ title: t('lifted', { name }) }),
    failed: t('liftFailed'),
  });
  if (!store) {
    return isPending ? (
      <Button needs="operator" look="quiet" size="small" icon={<CirclePause aria-hidden />} disabled>
        {t('hold')}
      </Button>
    ) : null;
  }
  return (
    <>
      {store.hold ? (
        <Button
          needs="operator"
          size="small"
          icon={<CirclePlay aria-hidden />}
          pending={lift.isPending}
          onClick={() => lift.mutate()}
        >
          {t('lift')}
        </Button>
      ) : (
        <Button
          needs="operator"
          look="quiet"
          size="small"
          icon={<CirclePause aria-hidden />}
          onClick={() => setHolding(true)}
        >
          {t('hold')}
        </Button>
      )}
      {holding ? <HoldDialog store={store} onClose={() => setHolding(false)} /> : null}
    </>
  );
}
