import type { ColumnKind, Table, Value } from '#lib/exports/table';
import { wallClock } from '#lib/exports/wall-clock';
import { type ZipEntry, zipChunks } from '#lib/exports/zip';

/**
 * The table as an Excel workbook with one sheet, written while its rows are read: a library that builds the whole sheet
 * in memory holds the program up for seconds at 20,000 rows. Dates and numbers are typed; text is never a formula.
 */
export function workbookChunks(table: Table, zone: string): AsyncGenerator<Uint8Array> {
  const entries: ZipEntry[] = [
    part('[Content_Types].xml', contentTypes),
    part('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbook(table.title)),
    part(
      'xl/_rels/workbook.xml.rels',
      relationships([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ),
    part('xl/styles.xml', styles),
    { name: 'xl/worksheets/sheet1.xml', chunks: sheetChunks(table, zone) },
  ];
  return zipChunks(entries);
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function part(name: string, xml: string): ZipEntry {
  return {
    name,
    chunks: (async function* () {
      yield declaration + xml;
    })(),
  };
}

const contentTypes = `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`;

function relationships(targets: [kind: string, target: string][]): string {
  const lines = targets.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${lines.join('')}</Relationships>`;
}

function workbook(title: string): string {
  return `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** Excel takes 31 letters, and some of them not at all. */
const sheetName = (title: string): string => title.replaceAll(/[[\]*?:/\\']/g, ' ').slice(0, 31);

/** The places of the formats in `styles`. */
const styleOf: Record<ColumnKind | 'heading', number> = {
  text: 0,
  heading: 1,
  whole: 2,
  decimal: 3,
  day: 4,
  instant: 5,
};

const fill = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>';
const formats = [0, 0, 3, 164, 165, 166];
const styles = `<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00##"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2">${fill}</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.map((format, index) => `<xf numFmtId="${format}" fontId="${index === styleOf.heading ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`).join('')}</cellXfs></styleSheet>`;

const widths: Record<ColumnKind, number> = { text: 24, whole: 12, decimal: 16, day: 12, instant: 20 };
const rowsAtOnce = 500;

async function* sheetChunks({ titles, kinds, rows }: Table, zone: string): AsyncGenerator<string> {
  const columns = kinds.map(
    (kind, index) => `<col min="${index + 1}" max="${index + 1}" width="${widths[kind]}" customWidth="1"/>`,
  );
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  const head = titles.map((title) => textCell(title, styleOf.heading)).join('');
  let chunk = `${declaration}<worksheet xmlns="${main}">${frozen}<cols>${columns.join('')}</cols><sheetData><row>${head}</row>`;
  let count = 0;
  for await (const row of rows) {
    chunk += `<row>${row.map((value, index) => cell(value, kinds[index] ?? 'text', zone)).join('')}</row>`;
    count += 1;
    if (count % rowsAtOnce === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}</sheetData></worksheet>`;
}

function cell(value: Value, kind: ColumnKind, zone: string): string {
  if (value === null) return '<c/>';
  const number = kind === 'text' ? Number.NaN : numberOf(value, kind, zone);
  return Number.isFinite(number)
    ? `<c s="${styleOf[kind]}"><v>${number}</v></c>`
    : textCell(String(value), styleOf.text);
}

function numberOf(value: string | number, kind: Exclude<ColumnKind, 'text'>, zone: string): number {
  if (kind === 'day') return serial(Date.parse(String(value)));
  if (kind === 'instant') return instantSerial(String(value), zone);
  return Number(value);
}

function instantSerial(iso: string, zone: string): number {
  return Number.isNaN(Date.parse(iso)) ? Number.NaN : serial(Date.parse(`${wallClock(iso, zone).replace(' ', 'T')}Z`));
}

const dayMs = 86_400_000;
/** Excel counts days from 1899-12-30, by the wall and without a zone. */
const serial = (ms: number): number => (ms - Date.UTC(1899, 11, 30)) / dayMs;

function textCell(text: string, style: number): string {
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no control characters but those of white space. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, (sign) => (/[\t\n\r]/.test(sign) ? sign : ''))
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? '');
}
