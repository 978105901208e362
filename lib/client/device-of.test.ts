import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceOf } from '#lib/client/device-of';
import { initialsOf } from '#lib/client/initials';

test('a session is told by its browser and its system', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
  assert.deepEqual(deviceOf(chrome), { browser: 'Chrome', system: 'Windows' });
  assert.deepEqual(deviceOf(`${chrome} Edg/140.0`), { browser: 'Edge', system: 'Windows' });
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1';
  assert.deepEqual(deviceOf(safari), { browser: 'Safari', system: 'iPhone' });
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
  assert.deepEqual(deviceOf(firefox), { browser: 'Firefox', system: 'Linux' });
});

test('a program that does not say what it is stays unknown', () => {
  assert.deepEqual(deviceOf(null), { browser: null, system: null });
  assert.deepEqual(deviceOf('something/1.0'), { browser: null, system: null });
});

test('a person is told by the first letters of the first and the last name', () => {
  assert.equal(initialsOf('Ana María Pérez'), 'AP');
  assert.equal(initialsOf(' ana '), 'AN');
});
