'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { LaneRow } from '#components/runs/lane-row';
import { rowGrid, StepRow } from '#components/runs/step-row';
import { TimelineAxis } from '#components/runs/timeline-axis';
import { useTreeKeys } from '#components/runs/use-tree-keys';
import type { StepDelta } from '#lib/client/run-comparison';
import { type Stretch, type TimelineRow, ticksOf, timelineRows } from '#lib/client/timeline';
import type { Step } from '#lib/contract/run';

type StepTimelineProps = {
  steps: readonly Step[];
  view: Stretch;
  /** When the run began: times are counted from here. */
  start: number;
  now: number;
  deltas: ReadonlyMap<string, StepDelta> | null;
  onStretch: (view: Stretch) => void;
  /** R on a step: its next try at once. */
  onRetry: (step: Step | null) => void;
  onEscape: () => void;
};

const rowPx = 33;
const mostTicks = 5;

/** The steps by lane under one time axis; only the rows in sight exist, so thousands stay smooth. */
export function StepTimeline(props: StepTimelineProps) {
  const { steps, view, start, now, deltas, onStretch, onRetry, onEscape } = props;
  const t = useTranslations('run');
  const box = useRef<HTMLDivElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  const id = useId();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const rows = timelineRows(steps, closed);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const isOpen = (row: TimelineRow) => (row.kind === 'lane' ? row.open : open.has(row.key));
  const toggle = (row: TimelineRow) => {
    tree.current?.focus({ preventScroll: true });
    setActive(row.key);
    if (row.kind === 'lane') setClosed(toggled(closed, row.key));
    else setOpen(toggled(open, row.key));
  };
  const onKeyDown = useTreeKeys({
    rows,
    active,
    isOpen,
    toggle,
    setActive,
    onRetry,
    onEscape,
    show: virtual.scrollToIndex,
  });
  const ticks = ticksOf(view, start, mostTicks);
  const marks = ticks.map(({ at }) => at);
  return (
    <div
      ref={box}
      className="@container max-h-[34rem] overflow-y-auto overscroll-contain xl:max-h-[max(26rem,calc(100dvh-16rem))]"
    >
      <div className={clsx(rowGrid, 'sticky top-0 z-10 border-line border-b bg-surface px-3')}>
        <span className="hidden text-faint text-xs @xl:block">{t('step')}</span>
        <span className="col-span-2 @xl:col-span-1">
          <TimelineAxis view={view} ticks={ticks} onStretch={onStretch} />
        </span>
        <span className="hidden @xl:block" />
      </div>
      <div
        ref={tree}
        role="tree"
        tabIndex={0}
        aria-label={t('steps')}
        aria-activedescendant={active ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        className="group relative outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start: top }) => {
          const row = rows[index];
          if (!row) return null;
          const shared = { view, marks, now, open: isOpen(row), onToggle: () => toggle(row) };
          return (
            <div
              key={row.key}
              id={`${id}-${row.key}`}
              ref={virtual.measureElement}
              data-index={index}
              role="treeitem"
              tabIndex={-1}
              aria-level={row.kind === 'step' && row.inLane ? 2 : 1}
              aria-expanded={isOpen(row)}
              aria-selected={row.key === active}
              className={clsx(
                'absolute top-0 left-0 w-full border-line border-b',
                row.key === active && 'group-focus-visible:shadow-[inset_3px_0_0_var(--accent)]',
              )}
              style={{ transform: `translateY(${top}px)` }}
            >
              {row.kind === 'lane' ? (
                <LaneRow {...shared} lane={row.lane} steps={row.steps} />
              ) : (
                <StepRow {...shared} step={row.step} inLane={row.inLane} delta={deltas?.get(row.step.id) ?? null} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function toggled(held: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(held);
  if (!next.delete(key)) next.add(key);
  return next;
}
