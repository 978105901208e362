'use client';

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
import { useAct } from '#components/ui/use-act';
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

type Draft = { stores: string[]; from: Day; to: Day; mode: LoadMode; reason: string };

function LoadForm({ stores, day, onClose }: Omit<LoadDialogProps, 'open'>) {
  const t = useTranslations('load');
  const [draft, setDraft] = useState<Draft>({
    stores: [],
    from: startOf(day, 7),
    to: day,
    mode: 'missing',
    reason: '',
  });
  const load = useLoad(onClose);
  const confirming = load.isError && problemOf(load.error).code === 'confirmation_required';
  const storeDays = (draft.stores.length || stores.length) * eachDay(draft.from, draft.to).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load.mutate(requestOf(draft, confirming));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <LoadFields stores={stores} draft={draft} onChange={setDraft} error={load.error} />
      {confirming ? (
        <LoadConfirmation
          error={load.error}
          reason={draft.reason}
          onReason={(reason) => setDraft({ ...draft, reason })}
        />
      ) : null}
      {load.isError && !confirming ? <ProblemNote error={load.error} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          look={confirming ? 'danger' : 'primary'}
          pending={load.isPending}
          disabled={storeDays === 0 || (confirming && draft.reason.trim() === '')}
        >
          {t(confirming ? 'confirm' : draft.mode === 'all' ? 'submitAll' : 'submit', { count: storeDays })}
        </Button>
      </DialogActions>
    </form>
  );
}

/** No store chosen means every active one. */
function requestOf({ stores, from, to, mode, reason }: Draft, confirming: boolean): LoadRequest {
  return {
    ...(stores.length > 0 ? { stores } : {}),
    from,
    to,
    mode,
    ...(confirming ? { confirm: true, reason: reason.trim() } : {}),
  };
}

type LoadFieldsProps = { stores: StoreGap[]; draft: Draft; onChange: (draft: Draft) => void; error: unknown };

function LoadFields({ stores, draft, onChange, error }: LoadFieldsProps) {
  const t = useTranslations('load');
  const { from, to, mode } = draft;
  return (
    <>
      <StoreChoice
        stores={stores}
        chosen={draft.stores}
        onChange={(chosen) => onChange({ ...draft, stores: chosen })}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('from')} error={detailOf(error, 'from')}>
          <Input
            type="date"
            required
            value={from}
            max={to}
            onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })}
          />
        </Field>
        <Field label={t('to')} error={detailOf(error, 'to')}>
          <Input
            type="date"
            required
            value={to}
            min={from}
            onChange={(event) => onChange({ ...draft, to: event.currentTarget.value })}
          />
        </Field>
      </div>
      <Field label={t('mode')} hint={t(`modes.${mode}.hint`)}>
        <Select
          value={mode}
          onChange={(next) => onChange({ ...draft, mode: next })}
          options={LoadMode.options.map((value) => ({ value, label: t(`modes.${value}.name`) }))}
        />
      </Field>
    </>
  );
}

function useLoad(onClose: () => void) {
  const router = useRouter();
  return useAct({
    act: (request: LoadRequest) => loadPeriod(request),
    rooms: [salesRoom, runsRoom],
    next: ({ run_id: id }) => {
      onClose();
      router.push(`/runs/${id}`);
    },
  });
}
