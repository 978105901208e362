import type { Scan } from '#demo/sql/scan';

/** The tables of one database, by the path they are named with: `['dbo', 'ventas']`. */
export type Catalog = {
  readonly table: (path: readonly string[]) => Scan | undefined;
};
