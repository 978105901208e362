'use client';

import { useTimes } from '#lib/client/use-times';

/** An instant in the product's zone; its title says it whole. */
export function Moment({ at }: { at: string }) {
  const times = useTimes();
  return (
    <time dateTime={at} title={times.full(at)} className="whitespace-nowrap">
      {times.instant(at)}
    </time>
  );
}
