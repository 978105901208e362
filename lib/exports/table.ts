/** What a column holds: it decides how a cell is written, so that sums and filters of Excel work on it. */
export type ColumnKind = 'text' | 'whole' | 'decimal' | 'day' | 'instant';

/** A number, or text: a decimal string, `YYYY-MM-DD`, an ISO instant, words. Null is an empty cell. */
export type Value = string | number | null;

export type Column<Row> = { title: string; kind: ColumnKind; value: (row: Row) => Value };

/** What a file is made of: its rows come as they are read. */
export type Table = {
  /** Name of the file, without its ending. */
  name: string;
  /** The sheet's, as Excel shows it. */
  title: string;
  titles: readonly string[];
  kinds: readonly ColumnKind[];
  rows: AsyncIterable<readonly Value[]>;
};

export const mostRows = 100_000;

type TableParts<Row> = {
  name: string;
  title: string;
  columns: readonly Column<Row>[];
  pages: AsyncIterable<readonly Row[]>;
  /** The last line of a file that does not hold everything. */
  cutNote: string;
  most?: number;
};

export function tableOf<Row>({ name, title, columns, pages, cutNote, most = mostRows }: TableParts<Row>): Table {
  return {
    name,
    title,
    titles: columns.map((column) => column.title),
    kinds: columns.map(({ kind }) => kind),
    rows: cutRows(pages, columns, { cutNote, most }),
  };
}

type Cut = { cutNote: string; most: number };

async function* cutRows<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly Column<Row>[],
  { cutNote, most }: Cut,
): AsyncGenerator<readonly Value[]> {
  let count = 0;
  for await (const page of pages) {
    for (const row of page) {
      if (count === most) {
        yield [cutNote];
        return;
      }
      count += 1;
      yield columns.map(({ value }) => value(row));
    }
  }
}
