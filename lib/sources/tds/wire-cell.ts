/** Where a value lies on the wire. One object is moved from cell to cell: an object for each would be the main cost. */
export type WireCell = { view: DataView; start: number; length: number; scale: number };
