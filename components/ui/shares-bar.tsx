import clsx from 'clsx';
import { type Tone, toneSolid } from '#components/ui/badge';

/** `none` leaves its part of the bar empty. */
export type Share = { key: string; count: number; tone: Tone | 'none' };

/** A whole split into its parts. The text beside it says the same in numbers. */
export function SharesBar({
  shares,
  label,
  className,
}: {
  shares: readonly Share[];
  label: string;
  className?: string;
}) {
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  return (
    <div
      role="img"
      aria-label={label}
      className={clsx('flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken', className)}
    >
      {shares.map(({ key, count, tone }) =>
        count > 0 ? (
          <span
            key={key}
            className={tone === 'none' ? undefined : toneSolid[tone]}
            style={{ width: `${(count / total) * 100}%` }}
          />
        ) : null,
      )}
    </div>
  );
}
