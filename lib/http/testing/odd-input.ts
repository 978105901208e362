import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import type { Endpoint } from '#lib/contract/endpoint';

/** A request by its parts, each as it goes over the wire. */
export type OddRequest = { path: string; query: string; body: string | Uint8Array<ArrayBuffer>; type: string | null };

const longText = 'x'.repeat(20_000);

const oddTexts = [
  ...['', ' ', '\0', 'a\0b', '\ud800', '\udc00\ud800', '💥', '\u202e', '\r\nx: y', 'ñ'.normalize('NFD'), longText],
  ...['0', '-1', '1.5', '1e999', 'NaN', '9007199254740993', '9223372036854775807', '9223372036854775808', '0x10'],
  ...['2025-02-30', '0000-01-01', '9999-12-31', '+275760-09-13', '2025-01-01T25:00:00Z', '2025-06-01', '12:61'],
  ...["'; drop table people; --", '" or 1=1', '{{7*7}}', '%s%n', '../../etc/passwd', '<script>', '$1', '\\', '(a+)+$'],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', '* * * * *', 'America/Caracas', 'tienda_01'],
];

const oddValue: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...oddTexts, null, true, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2 ** 31, [], {}, [[]], [null]),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.jsonValue({ maxDepth: 4 }),
);

type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

/** Values near what a schema takes: right in kind more often than not. */
function near(schema: Schema): Arbitrary<unknown> {
  return fc.oneof({ weight: 3, arbitrary: right(schema) }, { weight: 1, arbitrary: oddValue });
}

function right({ type, enum: named, const: one, anyOf, items, properties, required }: Schema): Arbitrary<unknown> {
  if (one !== undefined) return fc.constant(one);
  if (named) return fc.constantFrom(...named);
  if (anyOf) return fc.oneof(...anyOf.map(near));
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer());
  if (type === 'array') return fc.array(near(items ?? {}), { maxLength: 4 });
  if (properties) {
    const fields = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, near(field)]));
    return fc.record(fields, { requiredKeys: required ?? [] });
  }
  return fc.constantFrom<unknown>(...oddTexts);
}

/** True of what our contracts have: a type by its name, and neither `true` nor `false` in the place of a schema. */
function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
}

const rawBodies = [
  ...[
    '',
    '{',
    '[',
    'nul',
    '{}{}',
    '{"a":1,}',
    '\ufeff{}',
    '1',
    '"text"',
    'null',
    '[]',
    '{"__proto__":{"role":"admin"}}',
  ],
  ...['{"constructor":{"prototype":{"x":1}}}', '['.repeat(100_000), '[{"a":'.repeat(20_000), `${'{"a":'.repeat(40)}1`],
  ...[`${'['.repeat(40)}${']'.repeat(40)}`, '{"a":"\\ud800"}', '{"a":1e999999}', `{"a":${'9'.repeat(5000)}}`],
];
const notText = Uint8Array.of(0x7b, 0xff, 0xfe, 0x00, 0x7d);

const oddSegments = [
  ...[
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%2F',
    '%5C',
    '%25',
    '%2500',
    '...',
    '%20',
    '%0d%0ax:%20y',
    ';',
    '*',
    '%F0%9F%92%A5',
  ],
  ...['__proto__', 'constructor', '0', '-1', '1e3', '9223372036854775808', '99999999999999999999999', 'x'.repeat(2000)],
  ...["'%20or%201=1--", '999999', 'tienda_01', '2025-01-05', '2025-02-30', 'sales.load'],
];

/** Requests of an endpoint that nobody should send. */
export function oddRequests(endpoint: Endpoint): Arbitrary<OddRequest> {
  const path = fc.infiniteStream(fc.constantFrom(...oddSegments)).map((segments) => {
    const given = segments[Symbol.iterator]();
    return endpoint.path.replaceAll(/\{\w+\}/g, () => String(given.next().value));
  });
  const query = fc.oneof(
    { weight: 3, arbitrary: right(schemaOf(endpoint.query)).map(queryOf) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('?limit=1&limit=2', '?a=%00', '?%ED%A0%80=1', '?__proto__=1', '?&&==', ''),
    },
  );
  const near = right(schemaOf(endpoint.body)).map((value) => JSON.stringify(value));
  const body = fc.oneof(
    { weight: 5, arbitrary: near },
    { weight: 2, arbitrary: fc.constantFrom<string | Uint8Array<ArrayBuffer>>(...rawBodies, notText) },
    { weight: 1, arbitrary: oddValue.map((value) => JSON.stringify(value)) },
  );
  const type = fc.oneof(
    { weight: 6, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'a/b', 'multipart/form-data', null),
    },
  );
  return fc.record({ path, query, body, type });
}

function queryOf(value: unknown): string {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const pairs = fields.map(([name, field]) => {
    const text = typeof field === 'string' ? field : (JSON.stringify(field) ?? '');
    return `${encodeURIComponent(name)}=${encodeURIComponent(text.slice(0, 1000).toWellFormed())}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
