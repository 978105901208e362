import type { ReactNode } from 'react';

type InspectorHeadingProps = { title: ReactNode; note: ReactNode; children?: ReactNode };

/** What the inspector is about; it stays in sight while the rest scrolls. */
export function InspectorHeading({ title, note, children }: InspectorHeadingProps) {
  return (
    <header className="sticky top-0 z-5 border-line border-b bg-raised py-3.5 pr-14 pl-5">
      <h2 className="truncate font-semibold text-lg leading-6">{title}</h2>
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-soft">
        {note}
        {children}
      </div>
    </header>
  );
}
