import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'wait' | 'calm';

export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  busy: 'text-busy',
  wait: 'text-wait',
  calm: 'text-calm',
};

export const toneTint: Record<Tone, string> = {
  ok: 'bg-ok-tint',
  warn: 'bg-warn-tint',
  bad: 'bg-bad-tint',
  busy: 'bg-busy-tint',
  wait: 'bg-wait-tint',
  calm: 'bg-calm-tint',
};

export const toneSolid: Record<Tone, string> = {
  ok: 'bg-ok-solid',
  warn: 'bg-warn-solid',
  bad: 'bg-bad-solid',
  busy: 'bg-busy-solid',
  wait: 'bg-wait-solid',
  calm: 'bg-calm-solid',
};

type BadgeProps = { tone: Tone; icon: LucideIcon; spinning?: boolean; title?: string; children: ReactNode };

/** A state in colour, symbol and text at once. */
export function Badge({ tone, icon: Icon, spinning = false, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        toneTint[tone],
        toneText[tone],
      )}
    >
      <Icon aria-hidden className={clsx('size-3.5 shrink-0', spinning && 'spin')} />
      {children}
    </span>
  );
}
