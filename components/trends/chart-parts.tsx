'use client';

import type { ReactNode } from 'react';

/** What the axes of every chart look like. */
export const axis = {
  stroke: 'var(--ink-faint)',
  tick: { fill: 'var(--ink-faint)', fontSize: 11 },
  tickLine: false,
  axisLine: { stroke: 'var(--line-strong)' },
} as const;

export const chartHeight = 260;

type TipProps = { title: string; children: ReactNode };

/** What a chart says of the place that is pointed at. */
export function Tip({ title, children }: TipProps) {
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-float">
      <p className="mb-1 font-medium">{title}</p>
      {children}
    </div>
  );
}

type TipLineProps = { mark: ReactNode; name: string; value: string };

export function TipLine({ mark, name, value }: TipLineProps) {
  return (
    <p className="flex items-center gap-2">
      {mark}
      <span className="text-soft">{name}</span>
      <span className="ml-auto pl-3 font-medium">{value}</span>
    </p>
  );
}

type SwatchProps = { color: string; dash?: string; striped?: boolean };

/** A sample of a line or of a filled area, as the chart draws it. */
export function Swatch({ color, dash, striped = false }: SwatchProps) {
  if (dash !== undefined) {
    return (
      <svg aria-hidden viewBox="0 0 22 8" className="h-2 w-5.5 shrink-0">
        <path d="M0 4h22" stroke={color} strokeWidth={2.5} strokeDasharray={dash} />
      </svg>
    );
  }
  return (
    <svg aria-hidden viewBox="0 0 10 10" className="size-2.5 shrink-0 overflow-hidden rounded-xs">
      <path d="M0 0h10v10H0z" fill={color} />
      {striped ? <path d="M-2 4 4 -2M-1 9 9 -1M2 12 12 2" stroke="var(--surface)" strokeWidth={1.6} /> : null}
    </svg>
  );
}

export function Legend({ children }: { children: ReactNode }) {
  return <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs">{children}</ul>;
}

export function LegendEntry({ mark, children }: { mark: ReactNode; children: ReactNode }) {
  return (
    <li className="flex min-w-0 items-center gap-1.5 text-soft">
      {mark}
      <span className="truncate">{children}</span>
    </li>
  );
}
