'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { DateRange } from '#components/ui/date-range';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { longestPeriodDays, type MatrixView } from '#lib/client/matrix';
import { useTimes } from '#lib/client/use-times';
import { addDays, type Day, daysBetween } from '#lib/contract/day';

type PeriodDialogProps = { view: MatrixView; onChoose: (from: Day, to: Day) => void; onClose: () => void };

/** How far back the calendar goes. */
const yearsBack = 10;

/** From one day to another, as far apart as the matrix goes. */
export function PeriodDialog({ view, onChoose, onClose }: PeriodDialogProps) {
  const t = useTranslations('matrix');
  const times = useTimes();
  const [{ from, to }, setPeriod] = useState<{ from: Day; to: Day }>(view);
  const days = daysBetween(from, to) + 1;
  const fits = days <= longestPeriodDays;
  const last = [view.to, times.today].toSorted().at(-1) ?? times.today;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('periodTitle')}
      description={t('periodHint', { days: longestPeriodDays })}
    >
      <DateRange
        from={from}
        to={to}
        first={addDays(last, -365 * yearsBack)}
        last={last}
        oneMonth
        onChange={(first, end) => setPeriod({ from: first, to: end })}
      />
      <p aria-live="polite" className={fits ? 'mt-3 text-soft' : 'mt-3 text-bad'}>
        {t('periodChosen', { range: times.range(from, to), days })}
      </p>
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button look="primary" disabled={!fits} onClick={() => onChoose(from, to)}>
          {t('show')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
