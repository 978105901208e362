import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordable } from '#lib/access/audit/recordable';

const canary = 'hunter2-correct-horse';
const secretName = fc.constantFrom(
  ...['password', 'newPassword', 'PASSWORD', 'secret', 'client_secret', 'token', 'accessToken', 'code', 'backupCodes'],
  ...['key', 'apiKey', 'api_key', 'APIKey', 'apikey', 'credentials', 'authorization', 'cookie', 'contraseña', 'clave'],
);
/** One field of any shape that holds the canary somewhere below a secret's name. */
const secretField = fc.tuple(
  secretName,
  fc.constantFrom<unknown>(canary, [canary], { plain: canary }, [{ deep: [canary] }]),
);

/** Any JSON, with secrets at any depth, also in lists. */
const withSecrets = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    secretField.map(([name, value]) => ({ [name]: value })),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc
      .tuple(fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }), secretField)
      .map(([rest, [name, value]]) => ({ ...rest, [name]: value })),
    fc.jsonValue(),
  ),
})).tree;

test('what is named like a secret is masked at any depth, also in lists', () => {
  fc.assert(
    fc.property(withSecrets, (value) => {
      assert.ok(!JSON.stringify(recordable(value) ?? null).includes(canary));
    }),
  );
});

test('what is recorded takes 16 kB at most, whatever it is made of', () => {
  const long = fc.oneof(fc.string({ maxLength: 50_000, unit: 'binary' }), fc.constant('ñ\u0001'.repeat(40_000)));
  const wide = fc.oneof(
    fc.array(fc.oneof(long, fc.jsonValue()), { maxLength: 300 }),
    fc.dictionary(fc.oneof(fc.string(), long), fc.oneof(long, fc.jsonValue()), { maxKeys: 300 }),
    fc.integer({ max: 200_000, min: 1 }).map((length) => Array.from({ length }, () => ({ key: 'x', list: [[]] }))),
  );
  fc.assert(
    fc.property(wide, (value) => Buffer.byteLength(JSON.stringify(recordable(value))) <= 16_384),
    { numRuns: 40 },
  );
});

test('what is short and no secret is recorded as it is', () => {
  const input = {
    params: { id: 'tienda_01' },
    body: { host: '192.168.20.11', port: 1433, query: 'select 1', keyboard: 'es', codigo_producto: 'A1', zone: null },
  };

  assert.deepEqual(recordable(input), input);
});

test('of a secret it is told that it is absent, or a flag; a password in an address is masked', () => {
  assert.deepEqual(
    recordable({ password: null, hasPassword: true, url: 'postgres://reader:pa:ss@db:5432/x', count: 12n }),
    { password: null, hasPassword: true, url: 'postgres://reader:***@db:5432/x', count: '12' },
  );
});

test('a long text, a long list and a deep nest are cut, and say so', () => {
  let nest: unknown = 'bottom';
  for (let depth = 0; depth < 100_000; depth += 1) nest = [nest];
  const recorded = JSON.stringify(
    recordable({ query: 'x'.repeat(5000), nest, stores: Array.from({ length: 5000 }, () => 'tienda') }),
  );

  assert.match(recorded, /x… \[cut: 3000 characters\]/);
  assert.match(recorded, /\[cut: nested deeper than 20\]/);
  assert.match(recorded, /\[cut: \d+ more\]/);
});
