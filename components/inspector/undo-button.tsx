'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, TextArea } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { decimalText } from '#lib/client/format';
import type { Cell } from '#lib/client/matrix';
import { shortDecimal } from '#lib/client/proof-lines';
import { runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import { storeDaysRoom, undoLoadOf } from '#lib/client/store-days';
import { useTimes } from '#lib/client/use-times';
import type { StoreDayDetail } from '#lib/contract/store-day-detail';

type UndoButtonProps = { cell: Cell; previous: NonNullable<StoreDayDetail['previous']>; rows: number };

/** Brings back what the last load replaced, after showing what comes and what goes. */
export function UndoButton({ cell, previous, rows }: UndoButtonProps) {
  const t = useTranslations('inspector.undo');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button needs="operator" size="small" icon={<Undo2 aria-hidden />} onClick={() => setOpen(true)}>
        {t('do')}
      </Button>
      {open ? <UndoDialog cell={cell} previous={previous} rows={rows} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function UndoDialog({ cell, previous, rows, onClose }: UndoButtonProps & { onClose: () => void }) {
  const t = useTranslations('inspector.undo');
  const { locale, full } = useTimes();
  const [reason, setReason] = useState('');
  const undo = useAct({
    act: () => undoLoadOf(cell, reason.trim()),
    rooms: [storeDaysRoom, salesRoom, runsRoom],
    done: ({ run_id: id }) => ({ title: t('started'), href: `/runs/${id}`, linkText: t('follow') }),
    next: onClose,
  });
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const { figures, loadedAt } = previous;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    undo.mutate(undefined);
  };
  return (
    <Dialog open onClose={onClose} title={t('title')} description={t('meaning')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 text-soft">
          <dt>{t('comes')}</dt>
          <dd className="text-ink">
            {t('comesFigures', {
              rows: number.format(figures.rows),
              amount: decimalText(shortDecimal(figures.amount), locale),
              at: full(loadedAt),
            })}
          </dd>
          <dt>{t('goes')}</dt>
          <dd className="text-ink">{t('goesFigures', { rows: number.format(rows) })}</dd>
        </dl>
        <Field label={t('reason')}>
          <TextArea
            maxLength={500}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {undo.isError ? <ProblemNote error={undo.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={undo.isPending}>
            {t('confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
