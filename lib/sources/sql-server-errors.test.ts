import assert from 'node:assert/strict';
import test from 'node:test';
import { AppError, codeOf, isAppError } from '#lib/errors';
import type { StoreConnection } from '#lib/sources/source';
import { sourceError } from '#lib/sources/sql-server-errors';

const store: StoreConnection = {
  ...{
    id: 'tienda_01',
    name: 'PERIFERICO',
    host: 'pos',
    port: 1433,
    instance: null,
    database: 'POS',
    username: 'lectura',
  },
  ...{
    password: 'secreta',
    encryption: 'legacy',
    trustCertificate: false,
    query: null,
    controlQuery: null,
    stockQuery: null,
  },
};

function told(error: unknown): [code: string, why: unknown, message: string] {
  const mapped = sourceError(error, store);
  return [codeOf(mapped), isAppError(mapped) ? mapped.params?.why : undefined, mapped.message];
}

const server = (number: number, more: object = {}) =>
  Object.assign(new Error('said so'), { code: 'EREQUEST', number, class: 14, lineNumber: 5, ...more });
const network = (code: string) =>
  Object.assign(new Error('Failed to connect'), { code: 'ESOCKET', cause: Object.assign(new Error(code), { code }) });

const cases: [what: string, error: unknown, code: string, why: string][] = [
  ['a deadlock', server(1205, { class: 13 }), 'source_unavailable', 'server'],
  ['a lock that was not had in time', server(1222), 'source_unavailable', 'server'],
  ['a server that shuts down', server(6005, { class: 10 }), 'source_unavailable', 'server'],
  ['a disk error of the server', server(823, { class: 24 }), 'source_unavailable', 'server'],
  ['a permission that is missing', server(229), 'source_rejected', 'permission'],
  ['an overflow', server(8115, { class: 16 }), 'source_rejected', 'conversion'],
  ['a column that is not there', server(207, { class: 16 }), 'source_rejected', 'unknown_name'],
  [
    'several errors of one statement',
    new AggregateError([server(208), server(8180)]),
    'source_rejected',
    'unknown_name',
  ],
  ['an error that nobody listed', server(50_000, { class: 16 }), 'source_unavailable', 'server'],
  ['a database that is not there or recovers', server(4060, { class: 11 }), 'source_unavailable', 'database'],
  ['a database in recovery', server(921, { class: 14 }), 'source_unavailable', 'server'],
  ['a database that is offline', server(942, { class: 14 }), 'source_unavailable', 'server'],
  ['a replica that is no longer the primary', server(976, { class: 14 }), 'source_unavailable', 'server'],
  ['a server that is starting', server(17_187, { class: 16 }), 'source_unavailable', 'server'],
  ['a scan that met moving data', server(601, { class: 12 }), 'source_unavailable', 'server'],
  ['a refused port', network('ECONNREFUSED'), 'source_unavailable', 'refused'],
  [
    'every address refused',
    Object.assign(new Error('x'), { code: 'ESOCKET', cause: new AggregateError([network('ECONNREFUSED')]) }),
    'source_unavailable',
    'refused',
  ],
  ['no route', network('EHOSTUNREACH'), 'source_unavailable', 'unreachable'],
  ['a server of TLS 1.0 only', network('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'source_rejected', 'tls'],
  [
    'a certificate of its own',
    Object.assign(new Error('Failed to connect'), {
      code: 'ESOCKET',
      cause: Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    }),
    'source_rejected',
    'certificate',
  ],
  [
    'a TLS record that changed on its way',
    Object.assign(new Error('0A000119:SSL routines'), { code: 'ERR_SSL_BAD_RECORD_MAC', reason: 'bad record mac' }),
    'source_unavailable',
    'lost',
  ],
  ['a server that hangs up on TLS', network('ECONNRESET'), 'source_unavailable', 'lost'],
  [
    'a server that demands encryption',
    Object.assign(new Error('Server requires encryption'), { code: 'EENCRYPT' }),
    'source_rejected',
    'tls',
  ],
  ['something unheard of', new Error('the unexpected'), 'source_unavailable', 'lost'],
];

for (const [what, error, code, why] of cases) {
  test(`${what} is ${code}, ${why}`, () => {
    const [mappedCode, mappedWhy, message] = told(error);
    assert.deepEqual([mappedCode, mappedWhy], [code, why], message);
    assert.match(message, /^PERIFERICO: /);
    assert.doesNotMatch(message, /secreta/);
  });
}

test('the line is told as a line of the query, not of the statement around it', () => {
  assert.match(told(server(207))[2], /line 3: said so/);
});

test('our own errors and bugs pass as they are', () => {
  for (const error of [new AppError('cancelled', 'stopped'), new TypeError('no such method')]) {
    assert.equal(sourceError(error, store), error);
  }
});
