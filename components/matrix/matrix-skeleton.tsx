'use client';

import { Skeleton } from '#components/ui/skeleton';
import { headerHeightOf, rowHeightOf } from '#lib/client/matrix-geometry';

/** No screen shows more rows at once. */
const mostRows = 80;

/** As high as the matrix that will come, for the stores and days that are known to be asked for. */
export function MatrixSkeleton({ stores, days }: { stores: number; days: number }) {
  return (
    <div aria-hidden className="max-h-[max(20rem,72dvh)] overflow-hidden">
      <div style={{ height: headerHeightOf(days) }} className="border-line border-b" />
      {Array.from({ length: Math.min(stores, mostRows) }, (_, index) => index).map((row) => (
        <div key={row} style={{ height: rowHeightOf(days) }} className="flex items-center gap-6 px-4">
          <Skeleton className="h-3 w-28 shrink-0" />
          <Skeleton className="h-[80%] grow" />
        </div>
      ))}
    </div>
  );
}
