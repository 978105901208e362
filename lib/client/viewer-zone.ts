'use client';

import { createContext, useContext } from 'react';
import type { ZoneChoice } from '#lib/client/zone';

/** The product's zone, in which business days are reckoned, and the one in which this viewer reads instants. */
export type ViewerZone = { product: string; choice: ZoneChoice };

const Viewer = createContext<ViewerZone>({ product: 'UTC', choice: { by: 'product', zone: 'UTC' } });

export const ViewerZoneProvider = Viewer.Provider;

export function useViewerZone(): ViewerZone {
  return useContext(Viewer);
}
