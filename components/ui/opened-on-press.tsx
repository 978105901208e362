'use client';

import { type ComponentProps, type ReactNode, startTransition, useState } from 'react';

type OpenedOnPressProps = Omit<ComponentProps<'button'>, 'type' | 'onClick'> & {
  /** A lazy component that is open when it comes, with a button of its own that looks the same. */
  opened: ReactNode;
};

/** A button that brings what it opens on the first press; it stays, and keeps the focus, until that is there. */
export function OpenedOnPress({ opened, ...button }: OpenedOnPressProps) {
  const [pressed, setPressed] = useState(false);
  if (pressed) return opened;
  return (
    <button {...button} type="button" aria-expanded={false} onClick={() => startTransition(() => setPressed(true))} />
  );
}
