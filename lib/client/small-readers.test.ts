import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cronWords } from '#lib/client/cron-words';
import { fillText, templateText } from '#lib/client/fill-text';
import { detailOf, problemOf } from '#lib/client/problem';
import { reasonWords } from '#lib/client/reason-words';
import { CallError } from '#lib/contract/call';

test('a cron line that people use is read in words, any other is left as it is', () => {
  assert.deepEqual(cronWords('0 5 * * *'), { kind: 'daily', clock: '05:00' });
  assert.deepEqual(cronWords('30 6 * * 1-5'), { kind: 'weekdays', clock: '06:30' });
  assert.deepEqual(cronWords('0 3 * * 7'), { kind: 'weekly', clock: '03:00', weekday: 0 });
  assert.deepEqual(cronWords('5 * * * *'), { kind: 'hourly', minute: '05' });
  assert.deepEqual(cronWords('*/30 * * * *'), { kind: 'everyMinutes', minutes: 30 });
  assert.deepEqual(cronWords('0 5 1 * *'), { kind: 'other' });
});

test('a text with a hole that nothing fills is not shown half', () => {
  assert.equal(fillText('{rows} rows of {store}', { rows: 3, store: 'CENTRO' }), '3 rows of CENTRO');
  assert.equal(fillText('{rows} rows of {store}', { rows: 3 }), null);
});

test('why a step was left out is told in words that can be translated', () => {
  assert.deepEqual(reasonWords('in run 123'), { kind: 'inRun', run: '123' });
  assert.deepEqual(reasonWords('on hold: moving'), { kind: 'onHold', reason: 'moving' });
  assert.deepEqual(reasonWords('missed'), { kind: 'missed' });
  assert.deepEqual(reasonWords('link_down'), { kind: 'linkDown' });
  assert.deepEqual(reasonWords('something new'), { kind: 'other', text: 'something new' });
});

test('a refusal names the field, and a server that does not answer is not taken for a fault of ours', () => {
  const details = [{ path: 'host', message: 'expected a host' }];
  const refusal = new CallError(422, { code: 'invalid_input', message: 'No.', details, requestId: 'r1' });
  assert.equal(detailOf(refusal, 'host'), 'expected a host');
  assert.equal(detailOf(refusal, 'port'), undefined);
  assert.equal(problemOf(new TypeError('Failed to fetch')).code, 'unreachable');
});

test('a text that the build compiled is read as it was written', () => {
  assert.equal(templateText(['Página ', ['page'], ': ', ['rows'], ' filas.']), 'Página {page}: {rows} filas.');
  assert.equal(templateText('Sigue.'), 'Sigue.');
  assert.equal(templateText(['', ['count', 3, {}]]), undefined);
});
