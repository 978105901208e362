import type { FileVoice } from '#lib/exports/file-voice';
import type { ColumnKind, Table, Value } from '#lib/exports/table';
import { wallClock } from '#lib/exports/wall-clock';

/** Excel takes UTF-8 for what it is only when a file begins with this. */
const byteOrderMark = '\uFEFF';
const rowsAtOnce = 500;

/** How Excel reads a file where the language is spoken: there a comma is the decimal point, here it parts the cells. */
const dialects = {
  es: { separator: ';', point: ',' },
  en: { separator: ',', point: '.' },
} as const;

/** The table as comma-separated values, for Excel in the reader's language. */
export async function* csvChunks(table: Table, voice: Pick<FileVoice, 'locale' | 'zone'>): AsyncGenerator<string> {
  const { separator } = dialects[voice.locale];
  const lineOf = (cells: readonly string[]) => `${cells.join(separator)}\r\n`;
  const cellsOf = (row: readonly Value[]) => row.map((value, index) => cellText(value, table.kinds[index], voice));
  let chunk = byteOrderMark + lineOf(table.titles.map((title) => quoted(title, separator)));
  let rows = 0;
  for await (const row of table.rows) {
    chunk += lineOf(cellsOf(row));
    rows += 1;
    if (rows % rowsAtOnce === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

const number = /^-?\d+(\.\d+)?$/;

function cellText(
  value: Value,
  kind: ColumnKind = 'text',
  { locale, zone }: Pick<FileVoice, 'locale' | 'zone'>,
): string {
  const { separator, point } = dialects[locale];
  if (value === null) return '';
  const text = String(value);
  if ((kind === 'whole' || kind === 'decimal') && number.test(text)) return text.replace('.', point);
  if (kind === 'instant' && !Number.isNaN(Date.parse(text))) return wallClock(text, zone);
  return quoted(harmless(text), separator);
}

/** Also behind what is not seen, and in the full width that some programs take for the same. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** A text that begins like a formula is run by the program that opens the file: the apostrophe keeps it a text. */
function harmless(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
  const isPlain = !/["\r\n]/.test(text) && !text.includes(separator) && text.trim() === text;
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
