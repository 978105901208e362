import type { ReactNode } from 'react';

type AccessCardProps = { title: string; note?: ReactNode; children: ReactNode };

/** One thing to do, in the middle of a page without a frame. */
export function AccessCard({ title, note, children }: AccessCardProps) {
  return (
    <section
      aria-labelledby="access-title"
      className="mx-auto mt-[6vh] w-full max-w-sm rounded-lg border border-line bg-surface p-6 sm:mt-[10vh] sm:p-8"
    >
      <h1 id="access-title" className="font-semibold text-xl tracking-tight">
        {title}
      </h1>
      {note ? <div className="mt-1 text-soft">{note}</div> : null}
      <div className="mt-5">{children}</div>
    </section>
  );
}
