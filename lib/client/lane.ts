const storeLane = 'store:';

/** A lane as people say it: `store:tienda_01` is the store tienda_01. */
export function laneName(lane: string): string {
  return lane.startsWith(storeLane) ? lane.slice(storeLane.length) : lane;
}

/** The store that a lane stands for; null for any other lane. */
export function storeOfLane(lane: string | null): string | null {
  return lane?.startsWith(storeLane) ? lane.slice(storeLane.length) : null;
}
