'use client';

import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type PointerEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { countdown } from '#lib/client/format';
import { placeInView, type Stretch } from '#lib/client/timeline';
import { useDuration } from '#lib/client/use-duration';

type TimelineAxisProps = {
  view: Stretch;
  ticks: readonly { at: number; sinceStart: number }[];
  /** Shows only the stretch that was dragged over. */
  onStretch: (view: Stretch) => void;
};

/** Further right there is no room for its words. */
const lastTickPercent = 88;
/** Shorter drags are slips of the hand. */
const leastDragPx = 6;

/** Times since the start, above the bars; dragging over it goes nearer. */
export function TimelineAxis({ view, ticks, onStretch }: TimelineAxisProps) {
  const duration = useDuration();
  const [drag, setDrag] = useState<{ from: number; to: number; width: number } | null>(null);
  const start = ({ currentTarget, clientX, pointerId }: PointerEvent<HTMLDivElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    currentTarget.setPointerCapture(pointerId);
    setDrag({ from: clientX - left, to: clientX - left, width });
  };
  const go = ({ currentTarget, clientX }: PointerEvent<HTMLDivElement>) =>
    setDrag((held) => held && { ...held, to: clientX - currentTarget.getBoundingClientRect().left });
  const end = () => {
    setDrag(null);
    if (!drag || Math.abs(drag.to - drag.from) < leastDragPx) return;
    const at = (px: number) => view.from + (Math.min(Math.max(px, 0), drag.width) / drag.width) * (view.to - view.from);
    onStretch({ from: at(Math.min(drag.from, drag.to)), to: at(Math.max(drag.from, drag.to)) });
  };
  return (
    <div
      aria-hidden
      className="relative h-6 cursor-col-resize touch-none select-none overflow-hidden text-faint text-xs"
      onPointerDown={start}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
    >
      {ticks.map(({ at, sinceStart }) => {
        const left = placeInView({ from: at, to: at }, view)?.left ?? 0;
        return left > lastTickPercent ? null : (
          <span
            key={at}
            className="absolute top-1 whitespace-nowrap border-line border-l pl-1"
            style={{ left: `${left}%` }}
          >
            {sinceStart === 0 ? '0' : sinceStart < 1000 ? duration(sinceStart) : countdown(sinceStart)}
          </span>
        );
      })}
      {drag ? (
        <span
          className="absolute inset-y-0 bg-accent/25"
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
        />
      ) : null}
    </div>
  );
}

type ZoomProps = { isWhole: boolean; onZoom: (factor: number) => void; onWhole: () => void };

export function TimelineZoom({ isWhole, onZoom, onWhole }: ZoomProps) {
  const t = useTranslations('run');
  return (
    <div className="flex items-center">
      <Button
        look="quiet"
        size="small"
        className="w-7 px-0! pointer-coarse:w-9"
        aria-label={t('zoomOut')}
        title={t('zoomOut')}
        disabled={isWhole}
        icon={<ZoomOut aria-hidden />}
        onClick={() => onZoom(0.5)}
      />
      <Button
        look="quiet"
        size="small"
        className="w-7 px-0! pointer-coarse:w-9"
        aria-label={t('zoomIn')}
        title={t('zoomIn')}
        icon={<ZoomIn aria-hidden />}
        onClick={() => onZoom(2)}
      />
      <Button
        look="quiet"
        size="small"
        className="w-7 px-0! pointer-coarse:w-9"
        aria-label={t('zoomWhole')}
        title={t('zoomWhole')}
        disabled={isWhole}
        icon={<Maximize2 aria-hidden />}
        onClick={onWhole}
      />
    </div>
  );
}
