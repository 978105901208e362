import assert from 'node:assert/strict';
import test from 'node:test';
import { extractRows } from '#lib/sources/extract-rows';
import type { SourceShape, StoreConnection } from '#lib/sources/source';
import type { SessionContext } from '#lib/sources/sql-server-session';
import { reserveText } from '#lib/sources/tds/column-writer';

const shape: SourceShape = {
  query: { own: 'query', usual: 'select 1' },
  columns: [
    { name: 'numero_factura', kind: 'text', nullable: false },
    { name: 'linea', kind: 'int32', nullable: false },
    { name: 'fecha', kind: 'date', nullable: false },
  ],
  key: ['numero_factura', 'linea'],
  keyWords: ['ticket', 'line'],
  ...{ units: 'linea', amount: 'linea', ticket: 'numero_factura', day: 'fecha' },
};
const store: StoreConnection = {
  ...{ id: 'tienda_01', name: 'PERIFERICO', host: 'pos', port: 1433, instance: null, database: 'POS', username: 'x' },
  ...{ password: '', encryption: 'off', trustCertificate: false, query: null, controlQuery: null, stockQuery: null },
};
const period = { from: '1970-01-01', to: '1970-01-02' };
const pageRows = 4;

/** A store whose every page has `pageRows` rows that end with the ticket of that letter, for ever. */
function endless(lastTicket: (page: number) => string): SessionContext {
  let pages = 0;
  return {
    store,
    shape,
    limits: { connectTimeoutMs: 1, answerTimeoutMs: 1, idleTimeoutMs: 1, pageRows },
    columns: shape.columns.map((spec) => ({ spec, name: spec.name, castTo: 'int', compareAs: null })),
    link: {
      protocol: null,
      query: async () => ({ metadata: [], rows: [] }),
      stream: async ({ parameters }, { batch }) => {
        const size = Number(parameters.find(({ name }) => name === 'filas')?.value);
        const [ticket] = batch.columns;
        assert.ok(ticket);
        pages += 1;
        for (let row = 0; row < size; row += 1) {
          reserveText(ticket, 1);
          ticket.bytes[ticket.used] = lastTicket(pages).charCodeAt(0);
          ticket.used += 1;
          ticket.ends[batch.rows] = ticket.used;
          batch.rows += 1;
        }
        return size;
      },
      hold: () => {},
      abort: () => {},
      close: () => {},
    },
  };
}

const outlet = { send: async () => {}, page: () => {} };

test('a page that ends with the key it started behind is the last one', async () => {
  const read = await extractRows(
    endless(() => 'A'),
    { period, whole: false, expectedRows: null },
    outlet,
  );
  assert.equal(read.pages, 2);
});

test('pages in a circle are ended once they have delivered far more than the source counts', async () => {
  const circle = endless((page) => (page % 2 === 0 ? 'A' : 'B'));
  const read = await extractRows(circle, { period, whole: false, expectedRows: 10 }, outlet);
  assert.ok(read.rows > 10 && read.rows < 200, String(read.rows));
});
