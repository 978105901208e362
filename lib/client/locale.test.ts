import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localeOf, themeOf } from '#lib/client/locale';

test('a person who chose a language keeps it whatever the browser asks for', () => {
  assert.equal(localeOf('en', 'es-VE,es;q=0.9'), 'en');
});

test('without a choice the heaviest language that we speak wins', () => {
  assert.equal(localeOf(undefined, 'fr;q=0.9, es;q=0.4, en-GB;q=0.8'), 'en');
});

test('a browser that asks for nothing we speak reads Spanish', () => {
  assert.equal(localeOf(undefined, 'fr-FR,de;q=0.5'), 'es');
  assert.equal(localeOf('klingon', null), 'es');
});

test('an unknown theme is the system theme', () => {
  assert.equal(themeOf('dark'), 'dark');
  assert.equal(themeOf('neon'), 'system');
});
