import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAllowList } from '#lib/egress/allow-list';
import { nextHop } from '#lib/egress/redirects';
import { failureOf } from '#lib/errors';

const policy = { allow: [], ports: null, resolve: async () => [] };
const hop = { url: new URL('https://a.example/x'), method: 'GET', headers: { cookie: 'a=b' }, body: null };

test('a redirect from https to http is refused, one within https keeps the credentials of its origin alone', () => {
  const to = (location: string) => nextHop(hop, { status: 302, location }, policy);

  assert.throws(
    () => to('http://a.example/'),
    (error) => failureOf(error).params.rule === 'redirect',
  );
  assert.deepEqual(to('/y')?.headers, { cookie: 'a=b' });
  assert.deepEqual(to('https://b.example/y')?.headers, {});
  assert.deepEqual(to('https://a.example:444/y')?.headers, {});
  assert.equal(nextHop(hop, { status: 304, location: '/y' }, policy), null);
});

test('an allow-list with an entry that is neither a network nor host:port is refused by its entry', () => {
  assert.equal(readAllowList('10.0.0.0/8, ::1, [fd12::7]:443,erp.example:8443,').length, 4);
  for (const bad of [
    '10.0.0.0/33',
    'erp.example',
    'erp.example:0',
    'erp.example:70000',
    'http://erp.example:80',
    '*',
  ]) {
    assert.throws(() => readAllowList(`127.0.0.1,${bad}`), new RegExp(`not "${bad.replace('*', '\\*')}`), bad);
  }
});
