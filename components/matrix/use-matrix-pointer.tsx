'use client';

import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { cellPlaceAt, type MatrixGeometry, type Place, placeAt } from '#lib/client/matrix-geometry';

export type Press = { place: Place; extend: boolean; toggle: boolean; touch: boolean };

type MatrixPointer = {
  scroller: RefObject<HTMLDivElement | null>;
  geometry: MatrixGeometry;
  /** From where the drag began to where it is now. */
  onDrag: (places: [Place, Place]) => void;
  onPress: (press: Press) => void;
};

/** A drag is one from here on; less is a press with an unsteady hand. */
const dragAfterPx = 4;
/** A finger that rests so long selects; one that moves further before scrolls. */
const holdMs = 450;
const restPx = 10;
const edgePx = 28;
const scrollStepPx = 14;

type Drag = { id: number; startX: number; startY: number; x: number; y: number; from: Place; moved: boolean };

/** Presses and drags, in places of the matrix. A finger scrolls and taps; it drags once it has rested on a cell. */
export function useMatrixPointer({ scroller, geometry, onDrag, onPress }: MatrixPointer) {
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);
  const hold = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touched = useRef(false);
  useEffect(() => {
    const view = scroller.current;
    // React listens passively: only a listener of our own may keep the page from scrolling under a finger that selects.
    const keepStill = (event: TouchEvent) => {
      if (drag.current?.moved && event.cancelable) event.preventDefault();
    };
    view?.addEventListener('touchmove', keepStill, { passive: false });
    return () => {
      view?.removeEventListener('touchmove', keepStill);
      clearTimeout(hold.current);
    };
  }, [scroller]);

  const pointOf = (x: number, y: number) => {
    const view = scroller.current;
    const box = view?.getBoundingClientRect();
    return { x: x - (box?.left ?? 0), y: y - (box?.top ?? 0), left: view?.scrollLeft ?? 0, top: view?.scrollTop ?? 0 };
  };
  const say = (now: Drag) => {
    const point = pointOf(now.x, now.y);
    const onCells = now.from.row >= 0 && now.from.column >= 0;
    onDrag([now.from, onCells ? cellPlaceAt(geometry, point) : placeAt(geometry, point)]);
  };
  /** Held at an edge, the matrix goes on under the pointer. */
  const drift = () => {
    const now = drag.current;
    const view = scroller.current;
    if (!now?.moved || !view) return;
    const { namesWidth, headerHeight } = geometry;
    const { x, y } = pointOf(now.x, now.y);
    const left = stepAt(x - namesWidth, view.clientWidth - namesWidth);
    const top = stepAt(y - headerHeight, view.clientHeight - headerHeight);
    if (left !== 0 || top !== 0) {
      view.scrollBy(left, top);
      say(now);
    }
    frame.current = requestAnimationFrame(drift);
  };
  const begin = (now: Drag) => {
    now.moved = true;
    scroller.current?.setPointerCapture(now.id);
    say(now);
  };
  const end = () => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    clearTimeout(hold.current);
    // A press that ends a drag is no press: the click comes after the pointer is up.
    if (drag.current && !drag.current.moved) drag.current = null;
  };

  return {
    onPointerDown: ({ button, pointerType, pointerId, clientX, clientY, shiftKey, ctrlKey, metaKey }: PointerEvent) => {
      end();
      drag.current = null;
      touched.current = pointerType === 'touch';
      if (button !== 0 || shiftKey || ctrlKey || metaKey) return;
      const from = placeAt(geometry, pointOf(clientX, clientY));
      if (from.row < 0 && from.column < 0) return;
      const now = { id: pointerId, startX: clientX, startY: clientY, x: clientX, y: clientY, from, moved: false };
      drag.current = now;
      if (touched.current) hold.current = setTimeout(() => begin(now), holdMs);
    },
    onPointerMove: ({ clientX, clientY, buttons }: PointerEvent) => {
      const now = drag.current;
      if (!now) return;
      if (buttons === 0) {
        drag.current = null;
        return;
      }
      now.x = clientX;
      now.y = clientY;
      const isFar = Math.hypot(clientX - now.startX, clientY - now.startY) > (touched.current ? restPx : dragAfterPx);
      if (!now.moved && isFar && touched.current) {
        end();
        return;
      }
      if (!now.moved && isFar) begin(now);
      if (!now.moved) return;
      if (isFar && frame.current === 0) frame.current = requestAnimationFrame(drift);
      say(now);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onClick: ({ clientX, clientY, shiftKey, ctrlKey, metaKey }: MouseEvent) => {
      const dragged = drag.current?.moved === true;
      drag.current = null;
      if (dragged) return;
      const place = placeAt(geometry, pointOf(clientX, clientY));
      onPress({ place, extend: shiftKey, toggle: ctrlKey || metaKey, touch: touched.current });
    },
    /** The finger that rests means to select. */
    onContextMenu: (event: MouseEvent) => {
      if (touched.current) event.preventDefault();
    },
  };
}

function stepAt(at: number, length: number): number {
  if (at < edgePx) return -scrollStepPx;
  return at > length - edgePx ? scrollStepPx : 0;
}
