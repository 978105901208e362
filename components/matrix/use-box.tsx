'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** The inner size of an element and where its right edge is; null before it is on screen. */
export type Box = { width: number; height: number; right: number };

export function useBox(element: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const view = element.current;
    if (!view) return;
    const measure = () => {
      const next = {
        width: view.clientWidth,
        height: view.clientHeight,
        right: view.getBoundingClientRect().left + view.clientWidth,
      };
      setBox((held) =>
        held?.width === next.width && held.height === next.height && held.right === next.right ? held : next,
      );
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(view);
    return () => sizes.disconnect();
  }, [element]);
  return box;
}
