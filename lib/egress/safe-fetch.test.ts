import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readAllowList } from '#lib/egress/allow-list';
import type { EgressPolicy, Resolve } from '#lib/egress/policy';
import { safeFetch } from '#lib/egress/safe-fetch';
import { hostileNames, hostileUrls } from '#lib/egress/testing/hostile-urls';
import { listen } from '#lib/egress/testing/listeners';
import { codeOf, failureOf } from '#lib/errors';

const named =
  (names: Readonly<Record<string, readonly string[]>>): Resolve =>
  async (host) =>
    (names[host] ?? []).map((address) => ({ address }));

function policyOf(allow: string, rest: Partial<EgressPolicy> = {}): EgressPolicy {
  return { allow: readAllowList(allow), ports: null, resolve: named(hostileNames), ...rest };
}

/** The code and the rule of a refusal, or the status of an answer. */
async function endOf(work: Promise<{ status: number }>): Promise<string> {
  try {
    return String((await work).status);
  } catch (error) {
    const { rule } = failureOf(error).params;
    return [codeOf(error), rule].filter(Boolean).join(' ');
  }
}

const forbidden = (t: TestContext, host?: string) => listen(t, (_request, response) => response.end('secret'), host);

test(`none of ${hostileUrls.length} hostile addresses connects to this machine, and each refusal names its rule`, async (t) => {
  const four = await forbidden(t);
  const six = await forbidden(t, '::1');
  assert.ok(hostileUrls.length >= 60);
  const refusals = new Map<string, string>();
  for (const url of [...hostileUrls, `http://[::1]:${six.port}/`]) {
    const end = await endOf(
      safeFetch(policyOf(''), url.replace('P', String(four.port)), { deadlineMs: 2000, redirects: 5 }),
    );
    refusals.set(url, end);
  }

  assert.deepEqual([four.connections, six.connections], [0, 0]);
  const passed = [...refusals].filter(([, end]) => !/^source_rejected (url|scheme|userinfo|range|metadata)$/.test(end));
  assert.deepEqual(passed, []);
});

test('the listener of these tests does count who connects', async (t) => {
  const listener = await forbidden(t);

  assert.equal(await endOf(safeFetch(policyOf('127.0.0.1'), listener.url)), '200');
  assert.equal(listener.connections, 1);
});

test('cloud metadata is refused even where the allow-list opens everything', async () => {
  const open = policyOf('0.0.0.0/0, ::/0, 169.254.169.254:80, cloud.example:80, metadata.google.internal:80');
  const urls = hostileUrls.filter((url) =>
    /169\.254|a9fe|2852039166|0251|ec2|100\.100|metadata|cloud|129\.16|0\.192/i.test(url),
  );
  const ends = await Promise.all(urls.map((url) => endOf(safeFetch(open, url, { deadlineMs: 2000 }))));

  assert.ok(urls.length >= 15);
  assert.deepEqual(
    urls.filter((_url, index) => ends[index] !== 'source_rejected metadata'),
    [],
  );
});

test('a name that was public and is private a moment later is asked for once, and what it says then is not reached', async (t) => {
  const listener = await forbidden(t);
  let asked = 0;
  const resolve: Resolve = async () => [{ address: ++asked === 1 ? '192.0.2.1' : '127.0.0.1' }];
  const end = endOf(
    safeFetch(policyOf('192.0.2.0/24', { resolve }), `http://rebinding.example:${listener.port}/`, { deadlineMs: 300 }),
  );

  assert.match(await end, /^(timed_out|source_unavailable)$/);
  assert.deepEqual([asked, listener.connections], [1, 0]);
});

test('a name that turns private between two hops of a redirect is refused at the second', async (t) => {
  const listener = await forbidden(t);
  const first = await listen(t, (_request, response) =>
    response.writeHead(302, { location: `http://turning.example:${listener.port}/` }).end(),
  );
  const resolve: Resolve = async () => [{ address: '127.0.0.1' }];
  const policy = policyOf(`turning.example:${first.port}`, { resolve });

  assert.equal(
    await endOf(safeFetch(policy, `http://turning.example:${first.port}/`, { redirects: 5 })),
    'source_rejected range',
  );
  assert.deepEqual([first.connections, listener.connections], [1, 0]);
});

test('no redirect leads to a hostile address, and a redirect is not followed unless that was asked for', async (t) => {
  const listener = await forbidden(t);
  let location = '';
  const first = await listen(t, (_request, response) => response.writeHead(302, { location }).end());
  const policy = policyOf(`127.0.0.1:${first.port}`);
  const ends = new Map<string, string>();
  const absolute = hostileUrls.filter((url) => /^[a-z]+:\S/.test(url) && !/^http:\/?127/.test(url));
  for (const url of absolute) {
    location = encodeURI(url.replace('P', String(listener.port)))
      .replaceAll('%25', '%')
      .replaceAll('%5B', '[')
      .replaceAll('%5D', ']');
    ends.set(url, await endOf(safeFetch(policy, first.url, { redirects: 5, deadlineMs: 2000 })));
  }

  assert.equal(await endOf(safeFetch(policy, first.url)), '302');
  assert.equal(listener.connections, 0);
  assert.deepEqual(
    [...ends].filter(([, end]) => !end.startsWith('source_rejected')),
    [],
  );
});

test('a chain of redirects is followed for five hops and no further', async (t) => {
  const chain = await listen(t, ({ url = '/0' }, response) => {
    const next = Number(url.slice(1)) - 1;
    if (next < 0) return response.end('there');
    return response.writeHead(302, { location: `/${next}` }).end();
  });
  const policy = policyOf('127.0.0.1');

  assert.equal((await safeFetch(policy, `${chain.url}/5`, { redirects: 5 })).body.toString(), 'there');
  assert.equal(await endOf(safeFetch(policy, `${chain.url}/6`, { redirects: 100 })), 'source_rejected redirect');
  assert.equal(await endOf(safeFetch(policy, `${chain.url}/2`, { redirects: 1 })), 'source_rejected redirect');
});

test('another origin gets no credentials, and no body', async (t) => {
  const seen: string[][] = [];
  const other = await listen(t, ({ headers }, response) => {
    seen.push(Object.keys(headers).sort());
    response.end();
  });
  const first = await listen(t, ({ url }, response) =>
    response.writeHead(url === '/keep' ? 307 : 302, { location: other.url }).end(),
  );
  const headers = { authorization: 'Bearer x', cookie: 'a=b', 'X-Api-Key': 'k', accept: 'application/json' };
  await safeFetch(policyOf('127.0.0.1'), first.url, { headers, redirects: 1 });
  await safeFetch(policyOf('127.0.0.1'), first.url, { headers, redirects: 1, method: 'POST', body: 'secret' });
  const kept = safeFetch(policyOf('127.0.0.1'), `${first.url}/keep`, { redirects: 1, method: 'POST', body: 'secret' });

  assert.equal(await endOf(kept), 'source_rejected redirect');
  assert.deepEqual(seen, Array(2).fill(['accept', 'accept-encoding', 'connection', 'host']));
});

test('a gzip bomb is left as soon as it is larger than what is taken, in any encoding', async (t) => {
  const zeros = Buffer.alloc(64_000_000);
  const bombs = { gzip: gzipSync(zeros), br: brotliCompressSync(zeros), 'gzip, gzip': gzipSync(gzipSync(zeros)) };
  const server = await listen(t, ({ url = '' }, response) => {
    const encoding = decodeURIComponent(url.slice(1)) as keyof typeof bombs;
    response.writeHead(200, { 'content-encoding': encoding }).end(bombs[encoding]);
  });
  const before = process.memoryUsage().rss;
  const ends: string[] = [];
  for (const encoding of Object.keys(bombs)) {
    ends.push(
      await endOf(
        safeFetch(policyOf('127.0.0.1'), `${server.url}/${encodeURIComponent(encoding)}`, { maxBytes: 1_000_000 }),
      ),
    );
  }

  assert.deepEqual(ends, ['source_rejected size', 'source_rejected size', 'source_rejected encoding']);
  assert.ok(process.memoryUsage().rss - before < 40_000_000);
});

test('an answer without an end is left at its limit, and gzip that is none is told', async (t) => {
  const server = await listen(t, ({ url }, response) => {
    if (url === '/broken') return response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
    const more = () => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    return more();
  });
  const policy = policyOf('127.0.0.1');

  assert.equal(await endOf(safeFetch(policy, server.url, { maxBytes: 500_000 })), 'source_rejected size');
  assert.equal(await endOf(safeFetch(policy, server.url, { maxBytes: 0 })), '200');
  assert.equal(await endOf(safeFetch(policy, `${server.url}/broken`)), 'source_rejected encoding');
});

test('a server that drips its headers or its body is given up at the deadline', async (t) => {
  const drip = await listen(t, ({ url }, response) => {
    if (url === '/body') response.writeHead(200);
    const timer = setInterval(() => {
      if (url === '/body') response.write('.');
      else response.socket?.write(response.headersSent ? '.' : 'H');
    }, 20);
    response.on('close', () => clearInterval(timer));
  });
  const policy = policyOf('127.0.0.1');

  for (const path of ['/head', '/body']) {
    const from = performance.now();
    const end = await endOf(safeFetch(policy, drip.url + path, { deadlineMs: 300 }));
    assert.match(end, path === '/body' ? /^timed_out$/ : /^(timed_out|source_unavailable)$/);
    assert.ok(performance.now() - from < 3000);
  }
});

test('a caller that gives up ends the request with its own reason', async (t) => {
  const server = await listen(t, () => undefined);
  const stop = new AbortController();
  const fetching = safeFetch(policyOf('127.0.0.1'), server.url, { signal: stop.signal });
  stop.abort(new Error('enough'));

  await assert.rejects(fetching, /enough/);
});

test('ports can be limited', async (t) => {
  const server = await forbidden(t);
  const end = endOf(safeFetch(policyOf('127.0.0.1', { ports: [80, 443] }), server.url));

  assert.equal(await end, 'source_rejected port');
  assert.equal(server.connections, 0);
});

test('what is not listed stays closed beside what is, and messages say rule and address but no path', async (t) => {
  const [open, closed] = [await forbidden(t), await forbidden(t)];
  const policy = policyOf(`inside.example:${open.port}`);

  assert.equal(await endOf(safeFetch(policy, `http://inside.example:${open.port}/`)), '200');
  await assert.rejects(safeFetch(policy, `http://inside.example:${closed.port}/token?key=secret`), (error) => {
    assert.ok(error instanceof Error);
    assert.equal(
      error.message,
      `inside.example:${closed.port}: refused (range): 127.0.0.1 is not public (loopback) and not in EGRESS_ALLOW`,
    );
    return true;
  });
  assert.equal(closed.connections, 0);
});

test('a port where nobody listens is unavailable, which is tried again', async () => {
  const server = await listen({ after: (close) => close() }, () => undefined);
  assert.equal(await endOf(safeFetch(policyOf('127.0.0.1'), server.url)), 'source_unavailable');
});
