import clsx from 'clsx';
import type { ReactNode } from 'react';

type PanelProps = {
  title: string;
  /** Beside the title, in small type: a count, a period. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for tables that reach the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
};

/** A sheet with a heading: the unit in which pages are laid out. */
export function Panel({ title, note, actions, flush = false, className, children }: PanelProps) {
  return (
    <section aria-label={title} className={clsx('min-w-0 rounded-lg border border-line bg-surface', className)}>
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2">
        <h2 className="font-semibold text-base">{title}</h2>
        {note ? <div className="text-faint text-xs">{note}</div> : null}
        {actions ? (
          <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2 max-sm:shrink">{actions}</div>
        ) : null}
      </header>
      <div className={flush ? undefined : 'p-4'}>{children}</div>
    </section>
  );
}
