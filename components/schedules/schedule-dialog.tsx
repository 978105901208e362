'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { CronText } from '#components/schedules/cron-text';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Field, Input } from '#components/ui/field';
import { ProblemNote } from '#components/ui/problem-note';
import { Select } from '#components/ui/select';
import { useAct } from '#components/ui/use-act';
import { detailOf } from '#lib/client/problem';
import { salesRoom } from '#lib/client/sales';
import { editSchedule, schedulesRoom } from '#lib/client/schedules';
import { MissedPolicy, type Schedule } from '#lib/contract/schedule';

type Draft = { cron: string; zone: string; retries: string; retryMinutes: string; missed: MissedPolicy };

/** When it starts, in which zone, and how often what failed is tried again. */
export function ScheduleDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTranslations('schedules');
  const [draft, setDraft] = useState<Draft>(() => draftOf(schedule));
  const save = useSave(schedule, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <Dialog open onClose={onClose} title={t('editTitle', { job: schedule.job })}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ScheduleFields draft={draft} onChange={setDraft} error={save.error} />
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

type ScheduleFieldsProps = { draft: Draft; onChange: (draft: Draft) => void; error: unknown };

function ScheduleFields({ draft, onChange, error }: ScheduleFieldsProps) {
  const t = useTranslations('schedules');
  const text = (name: Exclude<keyof Draft, 'missed'>) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
  });
  const frame = (name: keyof Draft) => ({ label: t(`fields.${name}`), error: detailOf(error, name) });
  return (
    <>
      <Field {...frame('cron')} hint={<CronText cron={draft.cron} />}>
        <Input {...text('cron')} required maxLength={200} className="font-mono" spellCheck={false} />
      </Field>
      <Field {...frame('zone')} hint={t('zoneHint')}>
        <Input {...text('zone')} required list="zones" spellCheck={false} />
      </Field>
      <Zones />
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
          onChange={(missed) => onChange({ ...draft, missed })}
          options={MissedPolicy.options.map((value) => ({ value, label: t(`missedNames.${value}`) }))}
        />
      </Field>
    </>
  );
}

function Zones() {
  return (
    <datalist id="zones">
      {Intl.supportedValuesOf('timeZone').map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}

function draftOf({ cron, zone, retries, retryMinutes, missed }: Schedule): Draft {
  return { cron, zone, retries: retries?.toString() ?? '', retryMinutes: retryMinutes?.toString() ?? '', missed };
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function useSave(schedule: Schedule, onClose: () => void) {
  const t = useTranslations('schedules');
  return useAct({
    act: ({ retries, retryMinutes, ...draft }: Draft) =>
      editSchedule(schedule.id, {
        ...draft,
        retries: numberOrNull(retries),
        retryMinutes: numberOrNull(retryMinutes),
      }),
    rooms: [schedulesRoom, salesRoom],
    done: ({ job }) => ({ title: t('saved', { job }) }),
    next: onClose,
  });
}
