import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathAfterSignIn, signInPath, tokenOf } from '#lib/client/sign-in-path';

test('a person comes back to the page that asked them to sign in', () => {
  assert.equal(pathAfterSignIn('/runs/7?tab=log#end'), '/runs/7?tab=log#end');
  assert.equal(signInPath('/runs/7?tab=log'), '/sign-in?next=%2Fruns%2F7%3Ftab%3Dlog');
});

test('a link to sign in leads to no other site', () => {
  const foreign = ['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example', 'javascript:0'];
  for (const next of [...foreign, '/.//evil.example', '', null]) assert.equal(pathAfterSignIn(next), '/', String(next));
});

test('signing in does not lead back to signing in', () => {
  assert.equal(pathAfterSignIn('/sign-in?next=/runs'), '/');
  assert.equal(signInPath('/'), '/sign-in');
});

test('the token of a link is read from behind the #, and nothing else is taken for one', () => {
  const token = 'a'.repeat(43);
  assert.equal(tokenOf(`#token=${token}`), token);
  assert.equal(tokenOf('#token=short'), null);
  assert.equal(tokenOf(''), null);
});
