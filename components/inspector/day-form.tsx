'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Field, Input } from '#components/ui/field';
import { Select } from '#components/ui/select';
import type { CalendarDay } from '#lib/contract/calendar';

type DayFormProps = {
  /** A store may be open although its week or the company says closed. */
  canBeOpen?: boolean;
  /** Whether the day must say why. */
  named?: boolean;
  onAdd: (day: CalendarDay) => void;
};

const longestName = 120;

/** One more day of a calendar. */
export function DayForm({ canBeOpen = false, named = false, onAdd }: DayFormProps) {
  const t = useTranslations('inspector');
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const [open, setOpen] = useState<'closed' | 'open'>('closed');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd({ day, open: open === 'open', name: name.trim() || null });
    setDay('');
    setName('');
  };
  return (
    <form onSubmit={submit} className="mt-1.5 grid grid-cols-2 items-end gap-2">
      <Field label={t('day')}>
        <Input type="date" required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      </Field>
      {canBeOpen ? (
        <Field label={t('thatDay')}>
          <Select
            value={open}
            onChange={setOpen}
            options={[
              { value: 'closed', label: t('isClosed') },
              { value: 'open', label: t('isOpen') },
            ]}
          />
        </Field>
      ) : (
        <span />
      )}
      <Field label={t('dayName')} className="col-span-2 @container">
        <span className="flex gap-2">
          <Input
            required={named}
            maxLength={longestName}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" icon={<Plus aria-hidden />} disabled={day === '' || (named && name.trim() === '')}>
            {t('addDay')}
          </Button>
        </span>
      </Field>
    </form>
  );
}
