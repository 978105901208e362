'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { BulkTarget } from '#components/runs/bulk-bar';
import { FilterWords } from '#components/runs/filter-words';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { choiceOnWire, type RunListFilter } from '#lib/client/run-list';
import { actOnMany, runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { RunActDone } from '#lib/contract/endpoints/runs';

type BulkDialogProps = { target: BulkTarget; filter: RunListFilter; onClose: () => void; onDone: () => void };

const rooms = [runsRoom, salesRoom];
const namedRuns = 12;

/** Says in words what will be touched before it is, and afterwards what became of each that was refused. */
export function BulkDialog({ target, filter, onClose, onDone }: BulkDialogProps) {
  const t = useTranslations('runs');
  const { act, count, ids } = target;
  const more = String(target.more);
  const [refused, setRefused] = useState<RunActDone['refused']>([]);
  const order = useAct({
    act: () => actOnMany(ids ? { act, ids: [...ids] } : { act, filter: choiceOnWire(filter) }),
    rooms,
    done: ({ done }) => ({ title: t(`bulk.${act}.done`, { count: done }) }),
    next: (outcome) => {
      setRefused(outcome.refused);
      if (outcome.refused.length === 0) {
        onDone();
        onClose();
      }
    },
  });
  const close = () => {
    if (order.isSuccess) onDone();
    onClose();
  };
  return (
    <Dialog open onClose={close} title={t(`bulk.${act}.title`, { count, more })}>
      <div className="flex flex-col gap-3">
        <p>{t(`bulk.${act}.effect`, { count, more })}</p>
        {ids ? (
          <p className="font-mono text-soft text-xs">
            {ids
              .slice(0, namedRuns)
              .map((id) => `#${id}`)
              .join(' ')}
            {ids.length > namedRuns ? ` ${t('bulk.andMore', { count: ids.length - namedRuns })}` : null}
          </p>
        ) : (
          <FilterWords filter={filter} />
        )}
        {order.isError ? <ProblemNote error={order.error} /> : null}
        {refused.length > 0 ? (
          <div role="alert">
            <p className="font-medium">{t('bulk.refused', { count: refused.length })}</p>
            <ul className="mt-1 max-h-40 overflow-y-auto text-xs">
              {refused.map(({ id, message }) => (
                <li key={id}>
                  <span className="font-mono">#{id}</span> {message}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      <DialogActions>
        <Button look="quiet" onClick={close}>
          {order.isSuccess ? t('bulk.close') : t('bulk.back')}
        </Button>
        {order.isSuccess ? null : (
          <Button
            look={act === 'cancel' ? 'danger' : 'primary'}
            pending={order.isPending}
            onClick={() => order.mutate()}
          >
            {t(`${act}Many`, { count, more })}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
