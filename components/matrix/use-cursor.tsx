'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { inspect } from '#lib/client/inspector';
import { type Cell, isSameCell } from '#lib/client/matrix';

/** A browser refuses more than about twenty changes of the address in a second: a held key waits for its end. */
const followAfterMs = 120;

/** The cell that is on. While the inspector shows a cell it follows the keys, and the keys go on from what it shows. */
export function useCursor(open: Cell | null): [Cell | null, (cell: Cell) => void] {
  const [cursor, setCursor] = useState(open);
  const [seen, setSeen] = useState(open);
  if (!isSameCell(seen, open)) {
    setSeen(open);
    if (open) setCursor(open);
  }
  const follow = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(follow.current), []);
  const following = open !== null;
  const move = useCallback(
    (cell: Cell) => {
      setCursor(cell);
      clearTimeout(follow.current);
      if (following) follow.current = setTimeout(() => inspect({ kind: 'cell', cell }), followAfterMs);
    },
    [following],
  );
  return [cursor, move];
}
