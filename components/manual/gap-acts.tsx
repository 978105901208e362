'use client';

import { DatabaseZap, History, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { minutesText } from '#lib/client/format';
import { type GapAct, gapActs } from '#lib/client/store-gaps';
import type { StoreGap } from '#lib/contract/overview';

const icons = { update: DatabaseZap, recover: History, retry: RotateCw } as const;

type GapActsProps = { store: StoreGap; onAct: (act: GapAct) => void };

/** Up to the last due day, and the holes before: what is advised stands out, the numbers say how much it is. */
export function GapActs({ store, onAct }: GapActsProps) {
  const t = useTranslations('gaps');
  return gapActs(store).map((act) => {
    const Icon = icons[act.action];
    const whole = t(`actions.${act.action}`, { days: act.days, time: minutesText(act.minutes) });
    return (
      <Button
        key={act.from}
        needs="operator"
        size="small"
        look={act.advised ? 'secondary' : 'quiet'}
        icon={<Icon aria-hidden />}
        title={whole}
        className="@max-[52rem]:grow"
        onClick={() => onAct(act)}
      >
        <span aria-hidden>{t(`shortActions.${act.action}`, { days: act.days })}</span>
        <span className="sr-only">{whole}</span>
      </Button>
    );
  });
}
