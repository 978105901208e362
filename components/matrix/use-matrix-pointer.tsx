'use client';

import { type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { cellPlaceAt, type MatrixGeometry, type Place, placeAt } from '#lib/client/matrix-geometry';

export type Press = { place: Place; extend: boolean; toggle: boolean };

type MatrixPointer = {
  scroller: RefObject<HTMLDivElement | null>;
  geometry: MatrixGeometry;
  /** From where the drag began to where it is now. */
  onDrag: (places: [Place, Place]) => void;
  onPress: (press: Press) => void;
};

/** A drag is one from here on; less is a press with an unsteady hand. */
const dragAfterPx = 4;
const edgePx = 28;
const scrollStepPx = 14;

type Drag = { id: number; startX: number; startY: number; x: number; y: number; from: Place; moved: boolean };

/** Presses and drags, in places of the matrix. A finger scrolls and taps; it does not drag. */
export function useMatrixPointer({ scroller, geometry, onDrag, onPress }: MatrixPointer) {
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);

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
  const end = () => {
    cancelAnimationFrame(frame.current);
    // A press that ends a drag is no press: the click comes after the pointer is up.
    if (drag.current && !drag.current.moved) drag.current = null;
  };

  return {
    onPointerDown: ({ button, pointerType, pointerId, clientX, clientY, shiftKey, ctrlKey, metaKey }: PointerEvent) => {
      drag.current = null;
      if (button !== 0 || pointerType === 'touch' || shiftKey || ctrlKey || metaKey) return;
      const from = placeAt(geometry, pointOf(clientX, clientY));
      if (from.row < 0 && from.column < 0) return;
      drag.current = { id: pointerId, startX: clientX, startY: clientY, x: clientX, y: clientY, from, moved: false };
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
      if (!now.moved && Math.hypot(clientX - now.startX, clientY - now.startY) > dragAfterPx) {
        now.moved = true;
        scroller.current?.setPointerCapture(now.id);
        frame.current = requestAnimationFrame(drift);
      }
      if (now.moved) say(now);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onClick: ({ clientX, clientY, shiftKey, ctrlKey, metaKey }: MouseEvent) => {
      const dragged = drag.current?.moved === true;
      drag.current = null;
      if (dragged) return;
      const place = placeAt(geometry, pointOf(clientX, clientY));
      onPress({ place, extend: shiftKey, toggle: ctrlKey || metaKey });
    },
  };
}

function stepAt(at: number, length: number): number {
  if (at < edgePx) return -scrollStepPx;
  return at > length - edgePx ? scrollStepPx : 0;
}
