'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useMarkActs } from '#components/matrix/use-mark-acts';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, TextArea } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import type { DaySelection, StateCount } from '#lib/client/matrix-selection';
import type { MarkKind } from '#lib/client/store-days';
import { useTimes } from '#lib/client/use-times';

type MarkDialogProps = {
  kind: MarkKind;
  selection: DaySelection;
  states: readonly StateCount[];
  onClose: () => void;
  onDone: () => void;
};

/** Declares days closed or lost: what it touches first, then why, which stays on record. */
export function MarkDialog({ kind, selection, states, onClose, onDone }: MarkDialogProps) {
  const t = useTranslations();
  const times = useTimes();
  const [reason, setReason] = useState('');
  const { mark } = useMarkActs(onDone);
  const count = states.reduce((sum, one) => sum + one.count, 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mark.mutate({ selection, kind, reason: reason.trim() });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`matrix.mark.${kind}.title`, { count })}
      description={t(`matrix.mark.${kind}.meaning`)}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="rounded-md bg-sunken px-3 py-2 text-soft">
          <span className="font-medium text-ink">
            {t('matrix.storeCount', { count: selection.stores.length })} · {times.range(selection.from, selection.to)}
          </span>
          <br />
          {states.map(({ state, count: some }) => t(`matrix.counts.${state}`, { count: some })).join(', ')}
        </p>
        <Field label={t('matrix.mark.reason')}>
          <TextArea
            required
            maxLength={500}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {mark.isError ? <ProblemNote error={mark.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('matrix.cancel')}
          </Button>
          <Button type="submit" look="primary" pending={mark.isPending} disabled={reason.trim() === ''}>
            {t(`matrix.mark.${kind}.do`, { count })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
