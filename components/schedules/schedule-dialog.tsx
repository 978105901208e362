'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { CronText } from '#components/schedules/cron-text';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { Select } from '#components/ui/select';
import { useToasts } from '#components/ui/toasts';
import { detailOf } from '#lib/client/problem';
import { salesRoom } from '#lib/client/sales';
import { editSchedule, schedulesRoom } from '#lib/client/schedules';
import { MissedPolicy, type Schedule } from '#lib/contract/schedule';

type Draft = { cron: string; zone: string; retries: string; retryMinutes: string; missed: MissedPolicy };

/** When it starts, in which zone, and how often what failed is tried again. */
export function ScheduleDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTranslations('schedules');
  const [draft, setDraft] = useState<Draft>({
    cron: schedule.cron,
    zone: schedule.zone,
    retries: schedule.retries?.toString() ?? '',
    retryMinutes: schedule.retryMinutes?.toString() ?? '',
    missed: schedule.missed,
  });
  const save = useSave(schedule, onClose);
  const text = (name: Exclude<keyof Draft, 'missed'>) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const frame = (name: keyof Draft) => ({ label: t(`fields.${name}`), error: detailOf(save.error, name) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <Dialog open onClose={onClose} title={t('editTitle', { job: schedule.job })}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field {...frame('cron')} hint={<CronText cron={draft.cron} />}>
          <Input {...text('cron')} required maxLength={200} className="font-mono" spellCheck={false} />
        </Field>
        <Field {...frame('zone')} hint={t('zoneHint')}>
          <Input {...text('zone')} required list="zones" spellCheck={false} />
        </Field>
        <datalist id="zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <div className="grid grid-cols-2 gap-3">
          <Field {...frame('retries')} hint={t('emptyIsJob')}>
            <Input {...text('retries')} type="number" min={0} max={20} />
          </Field>
          <Field {...frame('retryMinutes')} hint={t('emptyIsJob')}>
            <Input {...text('retryMinutes')} type="number" min={0} max={1440} />
          </Field>
        </div>
        <Field {...frame('missed')} hint={t(`missed.${draft.missed}`)}>
          <Select
            value={draft.missed}
            onChange={(missed) => setDraft({ ...draft, missed })}
            options={MissedPolicy.options.map((value) => ({ value, label: t(`missedNames.${value}`) }))}
          />
        </Field>
        {save.isError ? <ProblemNote error={save.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t('save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function useSave(schedule: Schedule, onClose: () => void) {
  const t = useTranslations('schedules');
  const client = useQueryClient();
  const { done } = useToasts();
  return useMutation({
    mutationFn: ({ retries, retryMinutes, ...draft }: Draft) =>
      editSchedule(schedule.id, {
        ...draft,
        retries: numberOrNull(retries),
        retryMinutes: numberOrNull(retryMinutes),
      }),
    onSuccess: ({ job }) => {
      done({ title: t('saved', { job }) });
      onClose();
    },
    onSettled: () =>
      Promise.all([schedulesRoom, salesRoom].map((room) => client.invalidateQueries({ queryKey: [room] }))),
  });
}
