/** Why a cell cannot be stored; the row loop adds which row it was. */
export type BadCell = { reason: 'null' | 'range' | 'fraction' | 'malformed'; value: string };

/** Thrown inside the row loop only, and caught there. */
export class BadCellError extends Error {
  override readonly name = 'BadCellError';
  readonly cell: BadCell;

  constructor(reason: BadCell['reason'], value: string) {
    super(`${reason}: ${value}`);
    this.cell = { reason, value };
  }
}
