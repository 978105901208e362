import type { ReactNode } from 'react';

type PageHeadingProps = { title: ReactNode; note?: ReactNode; actions?: ReactNode };

export function PageHeading({ title, note, actions }: PageHeadingProps) {
  return (
    <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3 sm:mb-5">
      <div className="min-w-0">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {note ? <p className="text-faint">{note}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div> : null}
    </div>
  );
}
