'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

type WhenNearProps = {
  /** As tall as what will come. */
  placeholder: ReactNode;
  children: ReactNode;
};

/** How far below the window a part of the page is made ready: what the first screen does not show, the first visit does not load. */
const ahead = '120px 0px';

/** Draws a part of the page, and loads what it needs, once the reader comes near; it stays afterwards. */
export function WhenNear({ placeholder, children }: WhenNearProps) {
  const [near, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (near || !place.current) return;
    const observer = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      {
        rootMargin: ahead,
      },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [near]);
  return near ? children : <div ref={place}>{placeholder}</div>;
}
