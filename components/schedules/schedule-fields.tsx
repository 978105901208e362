'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CronText } from '#components/schedules/cron-text';
import { ZoneChangeNote } from '#components/schedules/zone-change-note';
import { Button } from '#components/ui/button';
import { Field, Input } from '#components/ui/field';
import { Select } from '#components/ui/select';
import { minutesText } from '#lib/client/format';
import { detailOf } from '#lib/client/problem';
import { dailyClockOf, dailyCronOf, type ScheduleDraft } from '#lib/client/schedule-draft';
import { MissedPolicy } from '#lib/contract/schedule';
import { Zone } from '#lib/contract/zone';

type ScheduleFieldsProps = { draft: ScheduleDraft; onChange: (draft: ScheduleDraft) => void; error: unknown };

/** When it starts, in which zone, how often what failed is tried again, and what becomes of missed times. */
export function ScheduleFields({ draft, onChange, error }: ScheduleFieldsProps) {
  const t = useTranslations('schedules');
  const text = (name: Exclude<keyof ScheduleDraft, 'missed'>) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
  });
  const frame = (name: keyof ScheduleDraft) => ({ label: t(`fields.${name}`), error: detailOf(error, name) });
  const isZone = Zone.safeParse(draft.zone).success;
  return (
    <>
      <TimeField draft={draft} onChange={onChange} error={error} />
      <Field {...frame('zone')} hint={t('zoneHint')}>
        <Input {...text('zone')} required list="zones" spellCheck={false} />
      </Field>
      {isZone ? <ZoneChangeNote zone={draft.zone} /> : null}
      <Zones />
      <div className="grid grid-cols-2 gap-3">
        <Field {...frame('retries')} hint={t('emptyIsJob')}>
          <Input {...text('retries')} type="number" min={0} max={20} />
        </Field>
        <Field {...frame('retryMinutes')} hint={t('emptyIsJob')}>
          <Input {...text('retryMinutes')} type="number" min={0} max={1440} />
        </Field>
        <Field {...frame('parallel')} hint={t('emptyIsJob')} className="col-span-2">
          <Input {...text('parallel')} type="number" min={1} max={64} />
        </Field>
        <Field {...frame('missed')} hint={t(`missed.${draft.missed}`)}>
          <Select
            value={draft.missed}
            onChange={(missed) => onChange({ ...draft, missed })}
            options={MissedPolicy.options.map((value) => ({ value, label: t(`missedNames.${value}`) }))}
          />
        </Field>
        <Field {...frame('graceMinutes')} hint={t('graceHint', { time: minutesText(Number(draft.graceMinutes) || 0) })}>
          <Input
            {...text('graceMinutes')}
            type="number"
            min={0}
            max={44640}
            required
            disabled={draft.missed === 'none'}
          />
        </Field>
      </div>
    </>
  );
}

/** A clock for one daily time; the cron line for everything else, and for whoever prefers it. */
function TimeField({ draft, onChange, error }: ScheduleFieldsProps) {
  const t = useTranslations('schedules');
  const clock = dailyClockOf(draft.cron);
  const [asCron, setAsCron] = useState(clock === null);
  const problem = detailOf(error, 'cron');
  if (asCron || clock === null) {
    return (
      <Field label={t('fields.cron')} error={problem} hint={<CronText cron={draft.cron} />}>
        <Input
          value={draft.cron}
          onChange={(event) => onChange({ ...draft, cron: event.currentTarget.value })}
          required
          maxLength={200}
          className="font-mono"
          spellCheck={false}
        />
      </Field>
    );
  }
  return (
    <div className="flex items-end gap-2">
      <Field label={t('fields.clock')} error={problem} className="flex-1">
        <Input
          type="time"
          required
          value={clock}
          onChange={(event) =>
            event.currentTarget.value && onChange({ ...draft, cron: dailyCronOf(event.currentTarget.value) })
          }
        />
      </Field>
      <Button look="quiet" onClick={() => setAsCron(true)}>
        {t('asCron')}
      </Button>
    </div>
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
