'use client';

import { CircleAlert, CircleCheck, CircleDashed, Clock, Hourglass, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge';
import type { Freshness, StoreStock } from '#lib/contract/stock';

const looks: Record<Freshness, { tone: Tone; icon: LucideIcon }> = {
  fresh: { tone: 'ok', icon: CircleCheck },
  late: { tone: 'warn', icon: Clock },
  never: { tone: 'bad', icon: CircleAlert },
};

/** How fresh the snapshot is, and whether a new one is being taken or waits for its next try. */
export function FreshnessBadge({ store }: { store: StoreStock }) {
  const t = useTranslations('stock');
  const { freshness, active } = store;
  const { tone, icon } = active ? looks[freshness] : { tone: 'calm' as const, icon: CircleDashed };
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone={tone} icon={icon} title={t(`meaning.${freshness}`)}>
        {t(active ? `freshness.${freshness}` : 'inactive')}
      </Badge>
      <UnderWay store={store} />
    </span>
  );
}

function UnderWay({ store: { underWay, failure } }: { store: StoreStock }) {
  const t = useTranslations('stock');
  if (!underWay) return null;
  if (failure?.nextAttemptAt) {
    return (
      <Badge tone="wait" icon={Hourglass}>
        {t('waiting')}
      </Badge>
    );
  }
  return (
    <Badge tone="busy" icon={LoaderCircle} spinning>
      {t('underWay')}
    </Badge>
  );
}
