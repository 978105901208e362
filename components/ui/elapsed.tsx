'use client';

import { countdown } from '#lib/client/format';
import { useDuration } from '#lib/client/use-duration';
import { useTimes } from '#lib/client/use-times';

type ElapsedProps = { from: string | null; to: string | null };

/** How long it took, or has taken so far. */
export function Elapsed({ from, to }: ElapsedProps) {
  const duration = useDuration();
  if (!from) return <span className="text-faint">—</span>;
  return to ? <span>{duration(Date.parse(to) - Date.parse(from))}</span> : <Ticking from={from} />;
}

function Ticking({ from }: { from: string }) {
  const { now } = useTimes(1000);
  return <span>{countdown(now.getTime() - Date.parse(from))}</span>;
}
