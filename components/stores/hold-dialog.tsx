'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { Select } from '#components/ui/select';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { hold, storesRoom } from '#lib/client/stores';
import type { Store } from '#lib/contract/store';

const spans = { day: 24, threeDays: 72, week: 168, lifted: null } as const;
type Span = keyof typeof spans;

const spanNames = ['day', 'threeDays', 'week', 'lifted'] as const satisfies readonly Span[];

/** A store on hold is not loaded and not counted against; the reason is shown wherever it is missing. */
export function HoldDialog({ store, onClose }: { store: Store; onClose: () => void }) {
  const t = useTranslations('stores');
  const [span, setSpan] = useState<Span>('day');
  const [reason, setReason] = useState(store.hold?.reason ?? '');
  const order = useAct({
    act: () => hold(store.id, { until: untilOf(span), reason: reason.trim() }),
    rooms: [storesRoom, salesRoom],
    done: () => ({ title: t('holdDone', { name: store.name }) }),
    next: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    order.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={t('holdTitle', { name: store.name })} description={t('holdDescription')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('holdUntil')}>
          <Select
            value={span}
            onChange={setSpan}
            options={spanNames.map((value) => ({ value, label: t(`spans.${value}`) }))}
          />
        </Field>
        <Field label={t('holdReason')}>
          <Input required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </Field>
        {order.isError ? <ProblemNote error={order.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={order.isPending}>
            {t('hold')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function untilOf(span: Span): string | null {
  const hours = spans[span];
  return hours === null ? null : new Date(Date.now() + hours * 3_600_000).toISOString();
}
