'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { StoreRetries } from '#components/automatic/store-retries';
import { ScheduleFields } from '#components/schedules/schedule-fields';
import { Button } from '#components/ui/button';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { salesRoom } from '#lib/client/sales';
import { type ScheduleDraft, scheduleChangeOf, scheduleDraftOf } from '#lib/client/schedule-draft';
import { editSchedule, schedulesRoom } from '#lib/client/schedules';
import type { Schedule } from '#lib/contract/schedule';

/** When the daily load starts and how it tries again, changed where it is shown. */
export function ScheduleEditor({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTranslations('automatic');
  const [draft, setDraft] = useState<ScheduleDraft>(() => scheduleDraftOf(schedule));
  const save = useAct({
    act: () => editSchedule(schedule.id, scheduleChangeOf(draft)),
    rooms: [schedulesRoom, salesRoom],
    done: () => ({ title: t('saved') }),
    next: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <div data-editing className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <ScheduleFields draft={draft} onChange={setDraft} error={save.error} />
        {save.isError ? <ProblemNote error={save.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
      <StoreRetries />
    </div>
  );
}
