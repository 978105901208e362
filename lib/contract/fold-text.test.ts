import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldText } from '#lib/contract/fold-text';

test('case, accents and line breaks make no difference', () => {
  assert.equal(foldText('Conexión PERDIDA:\nÑandú'), foldText('conexion perdida: nandu'));
});

test('digits, signs and keys stay as they are', () => {
  assert.equal(foldText('tienda_01/2026-11-21 −18.40'), 'tienda_01/2026-11-21 −18.40');
});
