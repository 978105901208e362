'use client';

import clsx from 'clsx';
import { useLayoutEffect, useRef } from 'react';
import { drawCell } from '#lib/client/cell-drawing';
import { usePaint } from '#lib/client/use-palette';
import type { StoreDayState } from '#lib/contract/store-day';

const edge = 16;

/** One cell of the matrix, outside of it: drawn by the same hand, so that the legend cannot differ. */
export function CellSwatch({ state, className }: { state: StoreDayState; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = usePaint();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !paint) return;
    context.setTransform(paint.scale, 0, 0, paint.scale, 0, 0);
    context.clearRect(0, 0, edge, edge);
    drawCell(context, state, { x: 0, y: 0, width: edge, height: edge }, paint.palette[state]);
  }, [state, paint]);
  const pixels = edge * (paint?.scale ?? 1);
  return (
    <canvas ref={canvas} aria-hidden width={pixels} height={pixels} className={clsx('size-4 shrink-0', className)} />
  );
}
