'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ScheduleFields } from '#components/schedules/schedule-fields';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { type ScheduleDraft, scheduleChangeOf, scheduleDraftOf } from '#lib/client/schedule-draft';
import { editSchedule, schedulesRoom } from '#lib/client/schedules';
import type { Schedule } from '#lib/contract/schedule';

/** When it starts, in which zone, and how often what failed is tried again. */
export function ScheduleDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTranslations('schedules');
  const [draft, setDraft] = useState<ScheduleDraft>(() => scheduleDraftOf(schedule));
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

function useSave(schedule: Schedule, onClose: () => void) {
  const t = useTranslations('schedules');
  return useAct({
    act: (draft: ScheduleDraft) => editSchedule(schedule.id, scheduleChangeOf(draft)),
    rooms: [schedulesRoom, salesRoom],
    done: ({ job }) => ({ title: t('saved', { job }) }),
    next: onClose,
  });
}
