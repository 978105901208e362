import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type FrontDoor, openFrontDoor } from '#lib/boot/front-door';
import { hostIsExpected } from '#lib/boot/host-check';
import { readConfig } from '#lib/config';

const liveness = { status: 'alive', pid: 42, startedAt: '2025-01-01T00:00:00.000Z', version: '1.2.3' } as const;

async function frontDoor(t: TestContext, env: Record<string, string> = {}): Promise<FrontDoor> {
  const door = await openFrontDoor(readConfig({ PORT: '0', ...env }), liveness);
  t.after(() => door.close(0));
  return door;
}

/** `fetch` does not let a caller choose its Host. */
function statusUnder(host: string, { address }: FrontDoor, path = '/'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(address, { path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('while the program starts it is alive, not ready, and says what it is doing', async (t) => {
  const door = await frontDoor(t);
  door.say('opening the database');

  const [alive, ready, api] = await Promise.all(
    ['/health/liveness', '/health/readiness?x=1', '/api/runs'].map((path) => fetch(door.address + path)),
  );

  assert.deepEqual(await alive?.json(), liveness);
  assert.deepEqual(
    [ready?.status, await ready?.json()],
    [503, { status: 'not_ready', checks: [{ name: 'start', ok: false, message: 'opening the database' }] }],
  );
  assert.equal(api?.status, 503);
  assert.equal(api?.headers.get('retry-after'), '1');
  assert.match(await (api?.text() ?? ''), /"storage_unavailable"/);
});

test('a browser that comes too early gets a page that loads itself again', async (t) => {
  const door = await frontDoor(t);

  const page = await fetch(door.address, { headers: { accept: 'text/html' } });

  assert.equal(page.status, 503);
  assert.match(await page.text(), /http-equiv="refresh"/);
});

test('once open, requests go to the handler with headers that protect the page', async (t) => {
  const door = await frontDoor(t);
  door.open(async (incoming, response) => void response.end(incoming.headers['content-security-policy']));

  const answer = await fetch(door.address);
  const policy = answer.headers.get('content-security-policy') ?? '';

  assert.match(policy, /script-src 'self' 'nonce-[\w+/=]{24}';.*frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe-eval/);
  assert.equal(await answer.text(), policy);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.headers.get('referrer-policy'), 'same-origin');
});

test('a server of this machine alone answers to loopback names only, whatever the port', async (t) => {
  const door = await frontDoor(t);
  door.open(async (_, response) => void response.end());

  const statuses = await Promise.all(
    ['localhost', 'localhost:3000', '127.0.0.1:1', '[::1]:3000', 'evil.example', '127.0.0.1.evil.example', 'a:b'].map(
      (host) => statusUnder(host, door),
    ),
  );

  assert.deepEqual(statuses, [200, 200, 200, 200, 403, 403, 403]);
});

test('a request to change the protocol is refused and the connection closed', async (t) => {
  const door = await frontDoor(t);
  const socket = connect(Number(new URL(door.address).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');

  const [answer] = await once(socket, 'data');
  await once(socket, 'close');

  assert.match(String(answer), /^HTTP\/1\.1 400 /);
});

test('a port that is taken and an address that is not ours are refused with what to do', async (t) => {
  const { port } = new URL((await frontDoor(t)).address);

  await assert.rejects(frontDoor(t, { PORT: port }), { code: 'conflict', message: /another program uses the port/ });
  await assert.rejects(frontDoor(t, { HOST: '192.0.2.1' }), /this machine has no such address/);
});

test('closing waits for the request under way', async (t) => {
  const door = await frontDoor(t);
  const { promise: underWay, resolve: begin } = Promise.withResolvers<void>();
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  door.open(async (_, response) => {
    begin();
    await finished;
    response.end('whole');
  });
  const answer = fetch(door.address);
  await underWay;

  const closed = door.close(60_000);
  finish();

  assert.equal(await (await answer).text(), 'whole');
  await closed;
});

test('a connection that a developer keeps open for reloads does not keep the server from closing', async (t) => {
  const door = await frontDoor(t, { NODE_ENV: 'development' });
  const socket = connect(Number(new URL(door.address).port), '127.0.0.1');
  const upgraded = once(door.server, 'upgrade');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await upgraded;
  socket.on('error', () => {});

  await door.close(60_000);
});

test('an address that cannot be decoded is malformed, before any page sees it', async (t) => {
  const door = await frontDoor(t);
  door.open(async (_request, response) => void response.end('a page'));
  const answer = await fetch(`${door.address}/api/runs/%E0%A4%A`);
  assert.equal(answer.status, 400);
  const { error } = await answer.json();
  assert.equal(error.code, 'malformed');
  assert.deepEqual(error.details, []);
  assert.equal((await fetch(`${door.address}/api/runs/%E2%82%AC?q=%E0%A4%A`)).status, 200);
});

test('an address with "." or ".." for a name is malformed, however it is written', async (t) => {
  const door = await frontDoor(t);
  door.open(async (_request, response) => void response.end('a page'));
  const ways = ['/_next/static/../../runs', '/a/%2e%2e/b', '/a/..%2fb', '/a/..\\b', '/./b', '/a/%2E./b'];

  for (const path of ways) assert.equal(await statusUnder('localhost', door, path), 400, path);
  assert.equal(await statusUnder('localhost', door, '/a..b/...?x=../..'), 200);
});

test('over https every answer tells the browser to come over nothing else, and over http none does', async (t) => {
  const [plain, secure] = [await frontDoor(t), await frontDoor(t, { PUBLIC_URL: 'https://etl.example.com' })];
  const told = async ({ address }: FrontDoor) => {
    const answers = await Promise.all(['/', '/api/runs', '/_next/static/a.js'].map((path) => fetch(address + path)));
    return answers.map(({ headers }) => headers.get('strict-transport-security'));
  };

  assert.deepEqual(await told(plain), [null, null, null]);
  assert.deepEqual(await told(secure), Array(3).fill('max-age=31536000'));
});

test('an answer that comes too early is protected like any other', async (t) => {
  const { headers } = await fetch((await frontDoor(t)).address, { headers: { accept: 'text/html' } });

  assert.match(
    headers.get('content-security-policy') ?? '',
    /script-src 'self' 'nonce-[^']+';.*frame-ancestors 'none'/,
  );
  assert.deepEqual(
    ['x-content-type-options', 'x-frame-options', 'cross-origin-opener-policy'].map((name) => headers.get(name)),
    ['nosniff', 'DENY', 'same-origin'],
  );
});

test('names that are ours are answered, any other is refused', async (t) => {
  const env = { HOST: '0.0.0.0', PUBLIC_URL: 'https://etl.example.com', ALLOWED_HOSTS: 'etl, etl.lan:8080' };
  const door = await frontDoor(t, env);
  door.open(async (_request, response) => void response.end());
  const ours = [
    'etl.example.com',
    'ETL.example.com',
    'etl',
    'etl:3000',
    'etl.lan:8080',
    '192.168.1.5:3000',
    '[fd00::5]:80',
  ];
  const others = [
    'evil.example',
    'etl.example.com.evil.example',
    'etl.lan',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
  ];

  for (const host of ours) assert.equal(await statusUnder(host, door), 200, host);
  for (const host of [...others, 'etl.example.com@evil.example'])
    assert.equal(await statusUnder(host, door), 403, host);
  for (const none of ['', undefined]) assert.equal(hostIsExpected(readConfig(env), none), false);
});

test('what a caller writes about where it is does not reach the handler, unless a trusted proxy passes it on', async (t) => {
  const [alone, behind] = [await frontDoor(t), await frontDoor(t, { TRUSTED_PROXIES: '127.0.0.0/8' })];
  const told = async (door: FrontDoor) => {
    door.open(async ({ headers }, response) => void response.end(String(headers['x-fluxion-client'])));
    const sent = { 'x-fluxion-client': '10.9.9.9', 'x-forwarded-for': '10.8.8.8, 198.51.100.7' };
    return (await fetch(door.address, { headers: sent })).text();
  };

  assert.deepEqual([await told(alone), await told(behind)], ['127.0.0.1', '198.51.100.7']);
});

test('slow callers are cut off: 15 s for the headers, a minute for the whole request', async (t) => {
  const { server } = await frontDoor(t);

  assert.deepEqual([server.headersTimeout, server.requestTimeout], [15_000, 60_000]);
});
