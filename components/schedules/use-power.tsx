'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useAct } from '#components/ui/use-act';
import { runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import { schedulesRoom, switchSchedule } from '#lib/client/schedules';
import type { MissedPolicy, Schedule } from '#lib/contract/schedule';

const MissedDialog = dynamic(() => import('#components/schedules/missed-dialog').then((m) => m.MissedDialog), {
  ssr: false,
});

/** `pending` is what it is being switched to. `question` is a dialog, while one is asked. */
export type Power = { pending: boolean | null; change: (on: boolean) => void; question: ReactNode };

type Said = { on: string; off: string; failed: string };

/** Switches a schedule; on again, it asks what becomes of the slots that passed while it was off. */
export function usePower(schedule: Schedule | null, said: Said): Power {
  const t = useTranslations('schedules');
  const [asking, setAsking] = useState(false);
  const power = useAct({
    act: ({ on, missed }: { on: boolean; missed: MissedPolicy }) => {
      if (schedule === null) throw new Error(t('failed'));
      return switchSchedule(schedule.id, on, missed);
    },
    rooms: [salesRoom, schedulesRoom, runsRoom],
    done: ({ enabled }) => ({ title: enabled ? said.on : said.off }),
    failed: said.failed,
  });
  const choose = (missed: MissedPolicy) => {
    setAsking(false);
    power.mutate({ on: true, missed });
  };
  return {
    pending: power.isPending ? power.variables.on : null,
    change: (on) => {
      if (on && schedule && schedule.missedSlots.count > 0) setAsking(true);
      else power.mutate({ on, missed: 'none' });
    },
    question:
      asking && schedule ? (
        <MissedDialog slots={schedule.missedSlots} onChoose={choose} onClose={() => setAsking(false)} />
      ) : null,
  };
}
