import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { gated } from '#lib/boot/gate';
import { createLog } from '#lib/log';

type Gate = Parameters<typeof gated>[1];

/** A server whose one page is behind the gate; answers its address. */
async function house(t: TestContext, access: Gate['access']): Promise<string> {
  const page = gated(async (_, response) => void response.end('page'), { access, log: createLog('silent') });
  const server = createServer((request, response) => void page(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  return `http://127.0.0.1:${bound.port}`;
}

const broken = () => Promise.reject(new Error('the database does not answer'));
const nobody = async () => null;

test('before there is an administrator every page leads to the setup', async (t) => {
  const url = await house(t, { identify: nobody, setupToken: async () => 'token' });

  const answer = await fetch(`${url}/runs`, { redirect: 'manual' });

  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/setup']);
});

test('while nobody can be told who asks, pages lead to the sign-in and none is shown', async (t) => {
  const url = await house(t, { identify: broken, setupToken: broken });

  const answer = await fetch(`${url}/runs`, { redirect: 'manual', headers: { cookie: 'a=b' } });

  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sign-in?next=%2Fruns']);
});

test('the doors and the files that are the same for everybody are open', async (t) => {
  const url = await house(t, { identify: broken, setupToken: broken });

  for (const path of ['/sign-in', '/setup?x', '/invitation', '/icon.svg', '/_next/static/a.js', '/api/x', '/health']) {
    assert.equal(await (await fetch(url + path)).text(), 'page', path);
  }
});
