'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { LoadConfirmation } from '#components/overview/load-confirmation';
import { StoreChoice } from '#components/overview/store-choice';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { Select } from '#components/ui/select';
import { startOf } from '#lib/client/format';
import { detailOf, problemOf } from '#lib/client/problem';
import { runsRoom } from '#lib/client/runs';
import { type LoadRequest, loadPeriod, salesRoom } from '#lib/client/sales';
import { type Day, eachDay } from '#lib/contract/day';
import type { StoreGap } from '#lib/contract/overview';
import { LoadMode } from '#lib/contract/sales';

type LoadDialogProps = { open: boolean; onClose: () => void; stores: StoreGap[]; day: Day };

/** Loading by hand: which stores, which days, and whether what is already there is loaded again. */
export function LoadDialog({ open, onClose, stores, day }: LoadDialogProps) {
  const t = useTranslations('load');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} description={t('description')}>
      <LoadForm stores={stores.filter(({ active, hold }) => active && !hold)} day={day} onClose={onClose} />
    </Dialog>
  );
}

function LoadForm({ stores, day, onClose }: Omit<LoadDialogProps, 'open'>) {
  const t = useTranslations('load');
  const [chosen, setChosen] = useState<string[]>([]);
  const [from, setFrom] = useState(startOf(day, 7));
  const [to, setTo] = useState<Day>(day);
  const [mode, setMode] = useState<LoadMode>('missing');
  const [reason, setReason] = useState('');
  const load = useLoad(onClose);
  const confirming = load.isError && problemOf(load.error).code === 'confirmation_required';
  const storeCount = chosen.length || stores.length;
  const storeDays = storeCount * eachDay(from, to).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load.mutate({
      ...(chosen.length > 0 ? { stores: chosen } : {}),
      from,
      to,
      mode,
      ...(confirming ? { confirm: true, reason: reason.trim() } : {}),
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <StoreChoice stores={stores} chosen={chosen} onChange={setChosen} />
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('from')} error={detailOf(load.error, 'from')}>
          <Input type="date" required value={from} max={to} onChange={(event) => setFrom(event.currentTarget.value)} />
        </Field>
        <Field label={t('to')} error={detailOf(load.error, 'to')}>
          <Input type="date" required value={to} min={from} onChange={(event) => setTo(event.currentTarget.value)} />
        </Field>
      </div>
      <Field label={t('mode')} hint={t(`modes.${mode}.hint`)}>
        <Select
          value={mode}
          onChange={setMode}
          options={LoadMode.options.map((value) => ({ value, label: t(`modes.${value}.name`) }))}
        />
      </Field>
      {confirming ? <LoadConfirmation error={load.error} reason={reason} onReason={setReason} /> : null}
      {load.isError && !confirming ? <ProblemNote error={load.error} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          look={confirming ? 'danger' : 'primary'}
          pending={load.isPending}
          disabled={storeDays === 0 || (confirming && reason.trim() === '')}
        >
          {t(confirming ? 'confirm' : mode === 'all' ? 'submitAll' : 'submit', { count: storeDays })}
        </Button>
      </DialogActions>
    </form>
  );
}

function useLoad(onClose: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (request: LoadRequest) => loadPeriod(request),
    onSuccess: ({ run_id: id }) => {
      onClose();
      router.push(`/runs/${id}`);
    },
    onSettled: () => Promise.all([salesRoom, runsRoom].map((room) => client.invalidateQueries({ queryKey: [room] }))),
  });
}
