import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, codeOf, failureOf, isRetryable } from '#lib/errors';

test('an error keeps its code, its cause and what fills its translation', () => {
  const cause = new Error('ECONNREFUSED');
  const error = new AppError('source_unavailable', 'tienda_01: no answer in 30 s', { cause, params: { seconds: 30 } });

  assert.equal(error.cause, cause);
  assert.deepEqual(failureOf(error), {
    code: 'source_unavailable',
    message: 'tienda_01: no answer in 30 s',
    params: { seconds: 30 },
  });
});

test('an error of another module graph is told by its code, not by its class', () => {
  const foreign = Object.assign(new Error('gone'), { name: 'AppError', code: 'not_found' });

  assert.equal(codeOf(foreign), 'not_found');
});

test('what the outside may mend is tried again, what the caller must mend is not, and a bug is', () => {
  assert.equal(isRetryable(new AppError('source_unavailable', 'down')), true);
  assert.equal(isRetryable(new AppError('source_rejected', 'wrong password')), false);
  assert.equal(isRetryable(new TypeError('x is undefined')), true);
  assert.equal(codeOf(Object.assign(new Error('x'), { code: 'ENOENT' })), 'unexpected');
});
