import type { ReactNode } from 'react';

type SectionProps = { title: string; note?: ReactNode; children: ReactNode };

/** A part of the inspector with its heading. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section aria-label={title} className="border-line border-t px-5 py-4">
      <h3 className="mb-2 flex items-baseline gap-2 font-semibold">
        {title}
        {note ? <span className="font-normal text-faint text-xs">{note}</span> : null}
      </h3>
      {children}
    </section>
  );
}
