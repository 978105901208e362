import type { ReactNode } from 'react';

/** More about something, in its place, on a press. */
export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="text-xs">
      <summary className="w-fit cursor-default rounded-sm text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid">
        {title}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
