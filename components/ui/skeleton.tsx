import clsx from 'clsx';

/** A grey place-holder with the size of what will come. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('skeleton block h-4', className)} />;
}

/** Rows of a table that is still loading, as high as the real ones. */
export function SkeletonRows({ rows, rowClass = 'h-11' }: { rows: number; rowClass?: string }) {
  return (
    <div aria-hidden className="divide-y divide-line">
      {Array.from({ length: rows }, (_, index) => index).map((row) => (
        <div key={row} className={clsx('flex items-center gap-6 px-4', rowClass)}>
          <Skeleton className="w-1/5" />
          <Skeleton className="w-16" />
          <Skeleton className="hidden w-1/4 sm:block" />
          <Skeleton className="ml-auto w-20" />
        </div>
      ))}
    </div>
  );
}
