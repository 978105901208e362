import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visibleText } from '#lib/contract/visible-text';

const corpus: [text: string, shown: string][] = [
  ['\u001b[31mrojo\u001b[0m y \u001b[1;38;5;196mmás\u001b[m', 'rojo y más'],
  ['\u001b]0;título\u0007después', '␛]0;título␇después'],
  ['\u001b]8;;javascript:alert(1)\u001b\\clic\u001b]8;;\u001b\\', '␛]8;;javascript:alert(1)␛\\clic␛]8;;␛\\'],
  ['\u001b]52;c;Y2FuYXJ5\u0007', '␛]52;c;Y2FuYXJ5␇'],
  ['\u001b[2J\u001b[H\u001b[1A\u001b[2K', '␛[2J␛[H␛[1A␛[2K'],
  ['\u009b31m\u009d0;x\u009c', '<U+009B>31m<U+009D>0;x<U+009C>'],
  ['bueno\rmalo', 'bueno␍malo'],
  ['una\r\notra\n\ttres', 'una\notra\n\ttres'],
  ['\u0008\u0008\u0008borrado\u007f', '␈␈␈borrado<U+007F>'],
  ['factura\u202egpj.exe', 'factura<U+202E>gpj.exe'],
  ['a\u2066b\u2069c\u200fd\u061ce', 'a<U+2066>b<U+2069>c<U+200F>d<U+061C>e'],
  ['ad\u200bmin\u2060\ufeff\u00ad', 'ad<U+200B>min<U+2060><U+FEFF><U+00AD>'],
  ['x\u2028INFO todo bien\u2029', 'x<U+2028>INFO todo bien<U+2029>'],
  ['a\u{e0041}b', 'a<U+E0041>b'],
  ['nul\0', 'nul␀'],
  ['roto\ud800', 'roto\ufffd'],
  ['<img src=x onerror=alert(1)> ñandú 日本 👩‍👩‍👧', '<img src=x onerror=alert(1)> ñandú 日本 👩‍👩‍👧'],
];

for (const [text, shown] of corpus) {
  test(`${JSON.stringify(text)} is shown as it is`, () => assert.equal(visibleText(text), shown));
}

test('what is shown has nothing that hides, in whatever text, and showing it again changes nothing', () => {
  const odd = fc.constantFrom(...corpus.map(([text]) => text), '\u001b', '[', '31', 'm', '\r', '\n');
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), odd)), (parts) => {
      const shown = visibleText(parts.join(''));
      assert.doesNotMatch(shown.replaceAll(/[\t\n]/g, ''), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      assert.equal(visibleText(shown), shown);
    }),
  );
});

test('a line of a million escape codes is shown in no time', () => {
  const from = performance.now();
  visibleText('\u001b['.repeat(1_000_000));
  visibleText('\u001b[1;'.repeat(500_000));

  assert.ok(performance.now() - from < 3000);
});
