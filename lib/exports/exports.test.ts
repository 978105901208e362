import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { callEndpoint } from '#lib/contract/call';
import * as files from '#lib/contract/endpoints/exports';
import { csvChunks } from '#lib/exports/csv';
import { type Column, tableOf, type Value } from '#lib/exports/table';
import { wallClock } from '#lib/exports/wall-clock';
import { workbookChunks } from '#lib/exports/workbook';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { insertRun } from '#lib/runs/testing/insert-runs';
import { addStore, addStoreDays } from '#lib/sales/testing/sales-rows';

const { db } = await testProgram({ after });
const base = await serveRoutes({ after });
const zone = 'America/Caracas';

type Row = readonly Value[];

async function* paged(...pages: Row[][]): AsyncGenerator<Row[]> {
  yield* pages;
}

const columns = (['text', 'decimal', 'day', 'instant'] as const).map(
  (kind, index): Column<Row> => ({ title: kind, kind, value: (row) => row[index] ?? null }),
);

function tableWith(...pages: Row[][]) {
  return tableOf({ name: 'things', title: 'Things', columns, pages: paged(...pages), cutNote: 'cut here', most: 3 });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  return (await all(chunks)).join('');
}

const row: Row = ['=HYPERLINK("http://evil")', '-1234.5000', '2026-11-21', '2026-11-21T09:00:13.5Z'];

test('a text that begins like a formula stays a text, and a negative number stays a number', async () => {
  const spanish = await textOf(csvChunks(tableWith([row]), { locale: 'es', zone }));
  const english = await textOf(csvChunks(tableWith([row]), { locale: 'en', zone }));

  const formula = `"'=HYPERLINK(""http://evil"")"`;
  assert.equal(spanish, `\uFEFFtext;decimal;day;instant\r\n${formula};-1234,5000;2026-11-21;2026-11-21 05:00:13\r\n`);
  assert.equal(english, `\uFEFFtext,decimal,day,instant\r\n${formula},-1234.5000,2026-11-21,2026-11-21 05:00:13\r\n`);
});

const formulas = [
  ...[
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil")',
    '=IMPORTXML("http://evil")',
    '-2+3+cmd|x',
  ],
  ...[
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '\u00a0=1',
    '\ufeff=1+1',
    '\u200b=1+1',
    '\0=1',
    '\u202e=1',
    '   @x',
    '+',
    '-',
    '=',
    '@',
  ],
  ...[
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(1)',
    '\u3000＝1',
    '"=1+1'.slice(1),
    '=\r\n1',
    '-5,20',
    '-1.234,5',
    '+58 212 5550000',
    '@usuario',
  ],
];

test('no text of a corpus of formulas begins a cell of CSV like one, in either language, and each can be read back', async () => {
  for (const locale of ['es', 'en'] as const) {
    for (const text of formulas) {
      const csv = await textOf(csvChunks(tableWith([[text, -5.2, null, null]]), { locale, zone }));
      const [, cells = ''] = csv.slice(1).split(/\r\n(.*)/s);
      assert.match(cells, /^"?'/, JSON.stringify(text));
      assert.ok(cells.includes(text.replaceAll('"', '""')), JSON.stringify(text));
      assert.match(cells, locale === 'es' ? /;-5,2;/ : /,-5\.2,/);
    }
  }
});

test('a text that a kind of number or instant holds by mistake is no formula either', async () => {
  const csv = await textOf(csvChunks(tableWith([['a', '-1+cmd', '=day', '=instant']]), { locale: 'en', zone }));

  assert.match(csv, /a,'-1\+cmd,'=day,'=instant\r\n$/);
});

test('no text of the corpus is a formula in a workbook: all are texts, whole, and negative numbers are numbers', async () => {
  for (const text of formulas) {
    const parts = unzipped(Buffer.concat(await all(workbookChunks(tableWith([[text, '-5.2', null, null]]), zone))));
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    assert.doesNotMatch(sheet, /<f[ >]/);
    assert.match(sheet, /<\/row><row><c t="inlineStr"/, JSON.stringify(text));
    assert.match(sheet, /<v>-5\.2<\/v>/);
  }
});

test('a file that does not hold everything says so in its last line', async () => {
  const one: Row = ['a', 1, null, null];
  const whole = await textOf(csvChunks(tableWith([one, one], [one]), { locale: 'en', zone }));
  const cut = await textOf(csvChunks(tableWith([one, one], [one, one]), { locale: 'en', zone }));

  assert.deepEqual([whole.split('\r\n').length, whole.includes('cut here')], [5, false]);
  assert.equal(cut.split('\r\n').at(-2), 'cut here');
});

test('an instant is written as the clocks of the zone showed it, in summer and in winter', () => {
  assert.equal(wallClock('2026-07-01T12:00:00Z', 'Europe/Madrid'), '2026-07-01 14:00:00');
  assert.equal(wallClock('2026-12-01T12:00:00Z', 'Europe/Madrid'), '2026-12-01 13:00:00');
});

/** The entries of an archive whose sizes follow the data, as its directory names them. */
function unzipped(archive: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const start = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const from = start + 30 + archive.readUInt16LE(start + 26);
    entries.set(name, inflateRawSync(archive.subarray(from, from + packed)).toString());
    at += 46 + nameLength;
  }
  return entries;
}

test('a workbook has typed numbers, days and instants, and text that is never a formula', async () => {
  const archive = Buffer.concat(await all(workbookChunks(tableWith([row, ['a\u0001 & <b>', 1, null, null]]), zone)));
  const sheet = unzipped(archive).get('xl/worksheets/sheet1.xml') ?? '';

  assert.match(sheet, /<t xml:space="preserve">=HYPERLINK\(&quot;http:\/\/evil&quot;\)<\/t>/);
  assert.match(sheet, /<v>-1234.5<\/v>/);
  assert.match(sheet, /<c s="4"><v>46347<\/v>/);
  assert.match(sheet, /<c s="5"><v>46347\.2084837/);
  assert.match(sheet, /a &amp; &lt;b&gt;/);
  assert.doesNotMatch(sheet, /<f>/);
});

test('a source that fails midway fails the workbook, and never leaves half of one as whole', async () => {
  async function* failing(): AsyncGenerator<Row[]> {
    yield [row];
    throw new Error('the database went away');
  }
  const table = tableOf({ name: 'x', title: 'X', columns, pages: failing(), cutNote: '' });

  await assert.rejects(all(workbookChunks(table, zone)), /the database went away/);
});

test('the gaps come with the filters of the table', async () => {
  await addStore(db, 'tienda_01', { name: 'Sambil Ñandú', firstDay: '2026-11-01' });
  await addStore(db, 'tienda_02', { name: '+Centro', firstDay: '2026-11-01' });
  await addStoreDays(db, 'tienda_01', { verified: ['2026-11-01'] }, { rows: 400, amount: '-12.5000' });
  const every = await callEndpoint(fetch, base, files.exportGaps);
  const found = await callEndpoint(fetch, base, files.exportGaps, { query: { find: 'nandu', locale: 'en' } });

  assert.equal(every.trimEnd().split('\r\n').length, 3);
  assert.match(every, /tienda_02;'\+Centro;Sí;/);
  assert.match(found, /^tienda_01,Sambil Ñandú,Yes,/m);
  assert.doesNotMatch(found, /tienda_02/);
});

test('the runs come with the filters of the list, under a name that a file may have', async () => {
  await insertRun(db, { job: 'sales.load', state: 'failed' });
  await insertRun(db, { job: 'stock.load', state: 'completed' });
  const response = await fetch(`${base}/api/exports/runs?state=failed&locale=en&zone=Asia%2FTokyo`);
  const text = await response.text();

  assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="fluxion-runs-[\d-]+\.csv"$/);
  assert.match(text, /Started \(Asia\/Tokyo\)/);
  assert.match(text, /sales\.load,Failed,.*2025-10-21 18:00:00/);
  assert.doesNotMatch(text, /stock\.load/);
});

test('the proofs hold every day of the period that has come, with or without a load', async () => {
  const query = { from: '2026-11-01', to: '2026-11-03', stores: 'tienda_01', locale: 'en' } as const;
  const lines = (await callEndpoint(fetch, base, files.exportProofs, { query })).trimEnd().split('\r\n');
  const workbook = await fetch(`${base}/api/exports/proofs?format=xlsx&from=2026-11-01&to=2026-11-03`);
  const sheet = unzipped(Buffer.from(await workbook.arrayBuffer())).get('xl/worksheets/sheet1.xml') ?? '';

  assert.equal(lines.length, 4);
  assert.match(lines[1] ?? '', /^tienda_01,Sambil Ñandú,2026-11-01,Verified,400,-12.5000,/);
  assert.match(lines[2] ?? '', /^tienda_01,Sambil Ñandú,2026-11-02,Missing,0,,/);
  assert.match(workbook.headers.get('content-type') ?? '', /spreadsheetml/);
  assert.equal(sheet.match(/<row>/g)?.length, 7);
});

test('a period that is too long, an unknown format and an unknown zone are refused', async () => {
  const proofs = (query: object) => refusal(callEndpoint(fetch, base, files.exportProofs, { query }));

  assert.deepEqual(await proofs({ from: '2001-01-01', to: '2026-01-01' }), [422, 'invalid_input', ['from']]);
  assert.deepEqual(await proofs({ format: 'pdf' }), [422, 'invalid_input', ['format']]);
  assert.deepEqual(await proofs({ zone: 'Mars/Base' }), [422, 'invalid_input', ['zone']]);
});
