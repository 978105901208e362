import { Skeleton } from '#components/ui/skeleton';

/** As tall as the figures, the summaries and the buttons. */
export function FiguresSkeleton() {
  return (
    <div aria-hidden>
      <div className="grid grid-cols-2 gap-x-4 gap-y-4">
        {['next', 'last', 'retries', 'rule'].map((name) => (
          <div key={name} className="flex h-14 flex-col gap-1.5">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-5 w-32" />
            <Skeleton className="h-3 w-24" />
          </div>
        ))}
      </div>
      <Skeleton className="mt-4 h-16" />
      <Skeleton className="mt-4 h-8 w-56" />
    </div>
  );
}
