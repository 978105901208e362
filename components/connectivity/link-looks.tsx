'use client';

import { CircleDashed, CirclePause, KeyRound, type LucideIcon, Wifi, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge';
import { type LinkLook, linkLook } from '#lib/client/connectivity';
import type { StoreLink } from '#lib/contract/connectivity';

export const linkLooks: Record<LinkLook, { tone: Tone; icon: LucideIcon }> = {
  up: { tone: 'ok', icon: Wifi },
  down: { tone: 'bad', icon: WifiOff },
  no_entry: { tone: 'warn', icon: KeyRound },
  unknown: { tone: 'calm', icon: CircleDashed },
  on_hold: { tone: 'calm', icon: CirclePause },
};

export function LinkBadge({ link }: { link: Pick<StoreLink, 'state' | 'onHold'> }) {
  const t = useTranslations('connectivity.state');
  const look = linkLook(link);
  return <Badge {...linkLooks[look]}>{t(look)}</Badge>;
}
