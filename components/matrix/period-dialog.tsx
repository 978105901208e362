'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { longestPeriodDays, type MatrixView } from '#lib/client/matrix';
import { addDays, type Day } from '#lib/contract/day';

type PeriodDialogProps = { view: MatrixView; onChoose: (from: Day, to: Day) => void; onClose: () => void };

/** From one day to another, as far apart as the matrix goes. */
export function PeriodDialog({ view, onChoose, onClose }: PeriodDialogProps) {
  const t = useTranslations('matrix');
  const [from, setFrom] = useState(view.from);
  const [to, setTo] = useState(view.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose(from, to);
  };
  return (
    <Dialog open onClose={onClose} title={t('periodTitle')} description={t('periodHint', { days: longestPeriodDays })}>
      <form onSubmit={submit}>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('from')}>
            <Input
              type="date"
              required
              value={from}
              min={to ? addDays(to, 1 - longestPeriodDays) : undefined}
              max={to}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          </Field>
          <Field label={t('to')}>
            <Input
              type="date"
              required
              value={to}
              min={from}
              max={from ? addDays(from, longestPeriodDays - 1) : undefined}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Field>
        </div>
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary">
            {t('show')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
