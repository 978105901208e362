import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseGuessable } from '#lib/access/password-rules';
import { NewPassword } from '#lib/contract/access';

const about = ['Ana Pérez', 'ana.perez@example.com'];

const guessable = [
  'password1234',
  'qwertyuiop123',
  'aaaaaaaaaaaaaaaa',
  '123456789012',
  'anaperez1984!',
  'AnaPérez2026',
  'fluxion-2026!',
  'Contraseña123',
  'contraseña1234',
  'hermosa12345',
  'amorcito2026',
];

test('what is guessed soon is refused: common words, keyboard walks, repetitions, one’s own name', () => {
  for (const password of guessable) {
    assert.throws(() => refuseGuessable(password, about), { code: 'invalid_input' }, password);
  }
});

test('several words that do not belong together are taken, in any script and without a rule about digits', () => {
  for (const password of ['lluvia-mesa-trece-plomo', 'correct horse battery staple', 'снег лампа девять корень']) {
    assert.doesNotThrow(() => refuseGuessable(password, about), password);
  }
});

test('a long password takes no long time to look at', () => {
  const since = performance.now();
  assert.throws(() => refuseGuessable('a'.repeat(128), about));
  refuseGuessable('zK4!'.repeat(4) + 'ñ9#mQ'.repeat(22), about);
  assert.ok(performance.now() - since < 2000);
});

test('a password has twelve characters at least and 128 at most', () => {
  const lengths = [11, 12, 128, 129].map((length) => NewPassword.safeParse('x'.repeat(length)).success);
  assert.deepEqual(lengths, [false, true, true, false]);
});
