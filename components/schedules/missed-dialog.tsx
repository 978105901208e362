'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { useTimes } from '#lib/client/use-times';
import { MissedPolicy, type Schedule } from '#lib/contract/schedule';

type MissedDialogProps = {
  slots: Schedule['missedSlots'];
  onChoose: (missed: MissedPolicy) => void;
  onClose: () => void;
};

/** What becomes of the slots that passed while a schedule was off. */
export function MissedDialog({ slots: { count, last }, onChoose, onClose }: MissedDialogProps) {
  const t = useTranslations('schedules');
  const times = useTimes();
  const at = last ? times.instant(last) : '';
  // One slot that passed is the last and all of them.
  const choices = MissedPolicy.options.filter((missed) => missed !== 'all' || count > 1);
  return (
    <Dialog open onClose={onClose} title={t('passedTitle', { count })} description={t('passedWhy')}>
      <div className="flex flex-col gap-2">
        {choices.map((missed) => (
          <Button
            key={missed}
            look={missed === 'none' ? 'primary' : 'secondary'}
            className="h-auto! justify-start! whitespace-normal! py-2.5 text-left leading-snug!"
            onClick={() => onChoose(missed)}
          >
            {t(`passed.${missed}`, { count, at })}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
