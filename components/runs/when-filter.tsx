'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { DateRange } from '#components/ui/date-range';
import { Popover } from '#components/ui/popover';
import { startOfDay } from '#lib/client/day-bounds';
import { useTimes } from '#lib/client/use-times';
import { addDays, dayInZone } from '#lib/contract/day';
import type { Instant } from '#lib/contract/page';

type When = { since: Instant | null; until: Instant | null };
type WhenFilterProps = When & { onChange: (when: When) => void };

/** Days on which runs were created, in the zone of the product; the address holds the instants. */
export function WhenFilter({ since, until, onChange }: WhenFilterProps) {
  const t = useTranslations('runs');
  const { zone, today, range } = useTimes();
  const to = until === null ? today : addDays(dayInZone(new Date(until), zone), -1);
  const from = since === null ? to : dayInZone(new Date(since), zone);
  const chosen = since !== null || until !== null;
  return (
    <Popover roomy look="control" label={t('when')} trigger={chosen ? range(from, to) : t('any.when')}>
      <DateRange
        from={from}
        to={to}
        last={today}
        onChange={(first, last) =>
          onChange({ since: startOfDay(first, zone), until: startOfDay(addDays(last, 1), zone) })
        }
      />
      {chosen ? (
        <Button look="quiet" size="small" className="mt-2" onClick={() => onChange({ since: null, until: null })}>
          {t('any.when')}
        </Button>
      ) : null}
    </Popover>
  );
}
