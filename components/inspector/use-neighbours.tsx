'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { type Cell, hasOpenDay, matrixQuery, matrixView, rowsFound } from '#lib/client/matrix';
import { neighbourOf } from '#lib/client/matrix-selection';
import { useTimes } from '#lib/client/use-times';

type Neighbours = { left: Cell | null; right: Cell | null; up: Cell | null; down: Cell | null };

const none: Neighbours = { left: null, right: null, up: null, down: null };

/** The store-days around this one, in the order and with the filters of the matrix. */
export function useNeighbours(cell: Cell | null): Neighbours {
  const { today } = useTimes();
  const view = matrixView(useSearchParams(), today);
  const { data } = useQuery({ ...matrixQuery(view), enabled: cell !== null });
  if (!cell || !data) return none;
  const rows = rowsFound(view.onlyProblems ? data.rows.filter(hasOpenDay) : data.rows, view.find);
  const at = (rowStep: number, dayStep: number) => neighbourOf(data, rows, { cell, rowStep, dayStep });
  return { left: at(0, -1), right: at(0, 1), up: at(-1, 0), down: at(1, 0) };
}
