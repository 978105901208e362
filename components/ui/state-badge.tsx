'use client';

import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleOff,
  CirclePause,
  CircleX,
  Contrast,
  Diff,
  DoorClosed,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  ShieldCheck,
  SkipForward,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge';
import type { Attempt, RunState, StepState } from '#lib/contract/run';
import type { StoreDayState } from '#lib/contract/store-day';

type Look = { tone: Tone; icon: LucideIcon; spinning?: boolean };

const completed: Look = { tone: 'ok', icon: CircleCheck };
const failed: Look = { tone: 'bad', icon: CircleX };
const running: Look = { tone: 'busy', icon: LoaderCircle, spinning: true };
const waiting: Look = { tone: 'wait', icon: Hourglass };
const pending: Look = { tone: 'calm', icon: CircleDashed };
const cancelled: Look = { tone: 'calm', icon: Ban };
const partial: Look = { tone: 'warn', icon: Contrast };

export const workLooks: Record<RunState | StepState | Attempt['outcome'], Look> = {
  pending,
  running,
  waiting,
  completed,
  partial,
  failed,
  cancelled,
  skipped: { tone: 'calm', icon: SkipForward },
  lost: { tone: 'warn', icon: CircleOff },
};

export const storeDayLooks: Record<StoreDayState, Look> = {
  not_due: pending,
  queued: pending,
  loading: running,
  missing: failed,
  partial,
  loaded: { tone: 'busy', icon: CircleCheck },
  verified: { tone: 'ok', icon: ShieldCheck },
  drifted: { tone: 'warn', icon: Diff },
  closed: { tone: 'calm', icon: DoorClosed },
  lost: { tone: 'calm', icon: CircleOff },
  on_hold: { tone: 'calm', icon: CirclePause },
};

/** The state of a run, a step or an attempt. */
export function WorkBadge({ state }: { state: keyof typeof workLooks }) {
  const t = useTranslations('state');
  return <Badge {...workLooks[state]}>{t(state)}</Badge>;
}

export function StoreDayBadge({ state }: { state: StoreDayState }) {
  const t = useTranslations('storeDay');
  return (
    <Badge {...storeDayLooks[state]} title={t(`${state}.meaning`)}>
      {t(`${state}.name`)}
    </Badge>
  );
}
