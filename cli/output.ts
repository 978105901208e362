/** One object or list, for scripts. */
export function sayJson(value: unknown): void {
  console.log(plainJson(JSON.stringify(value, null, 2)));
}

/** One line of JSON, for streams. */
export function sayJsonLine(value: unknown): void {
  console.log(plainJson(JSON.stringify(value)));
}

export type Column<Row> = { title: string; text: (row: Row) => string; right?: boolean };

const gap = '  ';

/** Rows under their titles, each column as wide as its widest text. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ text }) => plainText(text(row)))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, index) =>
          columns[index]?.right ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
        )
        .join(gap)
        .trimEnd(),
    )
    .join('\n');
}

/** JSON leaves these as they are; written as escapes they mean the same and do nothing to a terminal. */
function plainJson(json: string): string {
  return json.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (sign) =>
    sign < ' ' ? sign : escaped(sign),
  );
}

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

const controlCharacters = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/** Text of a source or a person may carry commands for the terminal: control characters become spaces. */
export function plainText(text: string): string {
  return text.replace(controlCharacters, ' ');
}

/** In the terminal's own zone, as `2025-10-21 05:00:12`. */
export function clockText(instant: string | null): string {
  return instant === null ? '-' : new Date(instant).toLocaleString('sv-SE');
}

export function durationText(from: string | null, to: string | null): string {
  if (from === null) return '-';
  const seconds = Math.max(0, Math.round((Date.parse(to ?? new Date().toISOString()) - Date.parse(from)) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
