import clsx from 'clsx';
import { toneSolid } from '#components/ui/badge';
import { workLooks } from '#components/ui/state-badge';
import { type Bar, placeInView, type Stretch } from '#lib/client/timeline';

type StepBarsProps = { bars: readonly Bar[]; view: Stretch; marks: readonly number[]; thin?: boolean };

const hatched =
  'border border-wait-solid/40 bg-[repeating-linear-gradient(135deg,var(--wait-solid)_0_1px,transparent_1px_5px)] opacity-70';

/** The tries of a step in time, its waits hatched. The badge and the tries beside it say the same in words. */
export function StepBars({ bars, view, marks, thin = false }: StepBarsProps) {
  return (
    <span aria-hidden className="relative block h-5 overflow-hidden">
      {marks.map((at) => {
        const place = placeInView({ from: at, to: at }, view);
        return place ? (
          <span key={at} className="absolute inset-y-0 w-px bg-line" style={{ left: `${place.left}%` }} />
        ) : null;
      })}
      {bars.map((bar) => {
        const place = placeInView(bar, view);
        return place ? (
          <span
            key={`${bar.kind} ${bar.from}`}
            className={clsx(
              'absolute min-w-[3px] rounded-xs',
              bar.kind === 'wait' ? `top-[8px] h-1 ${hatched}` : toneSolid[workLooks[bar.kind].tone],
              bar.kind !== 'wait' && (thin ? 'top-[7px] h-1.5' : 'top-1 h-3'),
            )}
            style={{ left: `min(${place.left}%, calc(100% - 3px))`, width: `${place.width}%` }}
          />
        ) : null;
      })}
    </span>
  );
}
