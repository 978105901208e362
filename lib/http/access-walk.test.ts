import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startOwnedProduct } from '#demo/owned-product';
import { includesRole } from '#lib/contract/access';
import type { Endpoint } from '#lib/contract/endpoint';
import { endpoints } from '#lib/contract/endpoints/all';
import { signOut } from '#lib/contract/endpoints/session';
import { Problem } from '#lib/contract/problem';
import { type Asker, askers } from '#lib/http/testing/people-of-roles';

// The whole program as it is shipped, as somebody meets it who looks for a way in.
execFileSync(process.execPath, ['lib/boot/ensure-build.ts'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'fluxion-access-'));
const product = await startOwnedProduct({ dataDir: join(folder, 'data'), env: { LOG_LEVEL: 'fatal' } });
after(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

const { url } = product;
const everybody = await askers(product);
const places: Record<string, string> = { id: '999999', day: '2025-01-05' };

const pathOf = ({ path }: Endpoint): string => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => places[name] ?? '1');
const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/** Asks with an empty body, so that little is changed; the answer's status and text. */
async function ask(endpoint: Endpoint, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const { method } = endpoint;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const answer = await fetch(url + pathOf(endpoint), {
    method,
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: '{}' } : {}),
    redirect: 'manual',
  });
  return { status: answer.status, text: await answer.text() };
}

/** What people do with their own account, a key does not: it is refused, by its kind or by its empty input. */
const isPersonal = ({ path, method }: Endpoint): boolean =>
  path.startsWith('/api/account/') || (path === '/api/keys' && method === 'POST');

type Verdict = 'in' | 'unauthorized' | 'forbidden';

function expected(endpoint: Endpoint, { role }: Asker): Verdict {
  if (endpoint.access === 'public') return 'in';
  if (role === null) return 'unauthorized';
  return includesRole(role, endpoint.access) ? 'in' : 'forbidden';
}

const verdictOf = (status: number): Verdict => (status === 401 ? 'unauthorized' : status === 403 ? 'forbidden' : 'in');

test('every route lets in whom its contract says, by session and by key, and nobody else', async () => {
  const signingOutLast = endpoints.toSorted((a, b) => Number(a === signOut) - Number(b === signOut));
  const wrong: string[] = [];

  for (const endpoint of signingOutLast) {
    const answers = everybody.map(async (asker) => {
      const { status, text } = await ask(endpoint, asker.headers);
      const isRight =
        isPersonal(endpoint) && asker.by === 'key'
          ? [403, 422].includes(status)
          : verdictOf(status) === expected(endpoint, asker);
      if (!isRight || status === 500) wrong.push(`${nameOf(endpoint)} ${asker.role} ${asker.by}: ${status}`);
      if (status >= 400 && endpoint.alsoStatus !== status) Problem.parse(JSON.parse(text));
    });
    await Promise.all(answers);
  }

  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(endpoints.length > 80);
});

const signedIn = await product.signIn();
const admin = { session: { cookie: signedIn }, key: { authorization: `Bearer ${product.key}` }, nobody: {} };
const origins = { same: url, other: 'https://evil.example', null: 'null', absent: undefined };
const sites = ['same-origin', 'none', 'same-site', 'cross-site', undefined];
const foreign = /A page of another site|a change needs the Origin/;

test('no route that changes something is reached by a page of another site, with a session, a key or nothing', async () => {
  const wrong: string[] = [];
  let asked = 0;

  for (const endpoint of endpoints.filter(({ method, path }) => method !== 'GET' && path !== signOut.path)) {
    const tries = Object.entries(admin).flatMap(([who, headers]) =>
      Object.entries(origins).flatMap(([kind, origin]) => sites.map((site) => ({ who, headers, kind, origin, site }))),
    );
    const answers = tries.map(async ({ who, headers, kind, origin, site }) => {
      const isForeign = kind === 'other' || kind === 'null' || site === 'same-site' || site === 'cross-site';
      const isUnsaid = who === 'session' && kind === 'absent' && site === undefined;
      const sent = { ...headers, ...(origin ? { origin } : {}), ...(site ? { 'sec-fetch-site': site } : {}) };
      const { status, text } = await ask(endpoint, sent);
      const isRefused = status === 403 && foreign.test(text);
      if (isRefused !== (isForeign || isUnsaid)) {
        wrong.push(`${nameOf(endpoint)} ${who} origin ${kind} site ${site}: ${status} ${text.slice(0, 100)}`);
      }
    });
    asked += (await Promise.all(answers)).length;
  }

  assert.deepEqual(wrong.slice(0, 5), []);
  assert.ok(asked > 40 * 60);
});

test('a page of another site signs nobody out', async () => {
  const headers = { cookie: signedIn, origin: origins.other, 'sec-fetch-site': 'cross-site' };

  const { status } = await ask(signOut, headers);

  assert.equal(status, 403);
  assert.equal((await fetch(`${url}/api/session`, { headers: { cookie: signedIn } })).status, 200);
});

test('a form of another site is no JSON: even without any header it changes nothing', async () => {
  const forms = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];

  for (const type of forms) {
    const body = '{"email":"evil@example.com","role":"admin"}';
    const headers = { cookie: signedIn, origin: url, 'content-type': type };
    const answer = await fetch(`${url}/api/invitations`, { method: 'POST', headers, body });
    assert.equal(answer.status, 400, type);
  }
});

/** As a browser would not ask: the path as it is given. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { path, headers: { host: new URL(url).host, accept: 'text/html', ...headers } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

const app = join(import.meta.dirname, '..', '..', 'app');
const doors = ['/sign-in', '/setup', '/invitation'];
const pages = globSync('**/page.tsx', { cwd: app })
  .map((file) => `/${file.replace(/\/?page\.tsx$/, '')}`.replaceAll(/\[(\w+)\]/g, '1'))
  .filter((path) => !doors.includes(path));

test('no page is shown to nobody: each sends them to sign in, and back afterwards', async () => {
  for (const path of pages) {
    const answer = await fetch(url + path, { redirect: 'manual' });
    const next = path === '/' ? '' : `?next=${encodeURIComponent(path)}`;
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/sign-in${next}`], path);
    const shown = await statusOf(path, { cookie: signedIn });
    assert.ok([200, 404].includes(shown), `${path}: ${shown}`);
  }
  for (const door of doors) assert.equal(await statusOf(door), 200, door);
  assert.ok(pages.length >= 8);
});

test('no way of writing a path, no header and no method leads around the gate', async () => {
  const ways = [
    ...['/_next/static/../../runs', '/_next/static/%2e%2e/%2e%2e/runs', '/_next/static/..%2f..%2fruns', '/api/../runs'],
    ...[
      '/sign-in/../runs',
      '/sign-in/',
      '/runs/',
      '//runs',
      '/./runs',
      '/%72uns',
      '/RUNS',
      '/runs?_rsc=x',
      '/runs#sign-in',
    ],
    ...['/health/../runs', '/api/..%2fruns', '/\\runs', '/api/..\\runs', '/sign-in%2f..%2fruns', '/runs;/sign-in'],
    ...[
      '/_next/data/x/runs.json',
      '/_next/image?url=%2Fruns&w=64&q=75',
      '/runs.rsc',
      '/index',
      '/_document',
      `${url}/runs`,
    ],
  ];
  const internal = {
    'x-middleware-subrequest': 'proxy',
    'x-invoke-path': '/runs',
    'x-matched-path': '/runs',
    rsc: '1',
  };

  const shown = await Promise.all(ways.map(async (path) => ((await statusOf(path)) < 300 ? [path] : [])));
  assert.deepEqual(shown.flat(), []);
  for (const path of pages) assert.equal(await statusOf(path, internal), 303, path);
  for (const method of ['HEAD', 'POST', 'OPTIONS', 'PUT']) {
    assert.equal((await fetch(`${url}/runs`, { method, redirect: 'manual' })).status, 303, method);
  }
  assert.equal((await fetch(`${url}/runs`)).url, `${url}/sign-in?next=%2Fruns`);
});

const protective = [
  ...['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy'],
  ...['cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'strict-transport-security'],
  ...['x-powered-by', 'server', 'access-control-allow-origin'],
];
const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";
const pagePolicy = [
  "default-src 'self'; script-src 'self' 'nonce-…'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;",
  "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
].join(' ');

function protectionOf({ headers }: Response): Record<string, string> {
  const found = protective.flatMap((name) => {
    const value = headers.get(name)?.replace(/'nonce-[^']{22,}'/, "'nonce-…'");
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

test('every class of answer is protected by the same headers', async () => {
  const page = await fetch(`${url}/sign-in`);
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await page.clone().text())?.[1] ?? '';
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
  const api = { ...always, 'content-security-policy': apiPolicy };
  const ofPage = { ...always, 'content-security-policy': pagePolicy };

  const signedInPage = await fetch(url, { headers: { cookie: signedIn } });
  assert.deepEqual(protectionOf(page), ofPage, 'page');
  assert.deepEqual(protectionOf(signedInPage), ofPage, 'page of a person');
  assert.deepEqual(protectionOf(await fetch(`${url}/nothing`, { headers: { cookie: signedIn } })), ofPage, 'no page');
  assert.deepEqual(protectionOf(await fetch(`${url}/runs`, { redirect: 'manual' })), ofPage, 'redirect');
  assert.deepEqual(protectionOf(await fetch(`${url}/%ff`)), ofPage, 'malformed');
  assert.deepEqual(protectionOf(await fetch(url + script)), always, 'static file');
  assert.deepEqual(protectionOf(await product.fetch(`${url}/api/session`)), api, 'API');
  assert.deepEqual(protectionOf(await fetch(`${url}/api/nothing`)), api, 'unknown path');
  assert.deepEqual(protectionOf(await fetch(`${url}/api/session`, json)), api, 'problem');
  assert.deepEqual(protectionOf(await fetch(`${url}/api/session`, { method: 'PROPFIND' })), api, 'unknown method');
  assert.deepEqual(protectionOf(await product.fetch(`${url}/api/exports/runs?format=csv`)), api, 'file');
  assert.deepEqual(protectionOf(await fetch(`${url}/health/liveness`)), api, 'health');
});

test('each page has a nonce of its own on every script, and none is written into the page without it', async () => {
  const answers = await Promise.all([fetch(`${url}/sign-in`), fetch(url, { headers: { cookie: signedIn } })]);
  const nonces = answers.map(
    ({ headers }) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1],
  );

  assert.notEqual(nonces[0], nonces[1]);
  for (const [index, answer] of answers.entries()) {
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    assert.ok(scripts.length > 0);
    for (const script of scripts) assert.ok(script.includes(`nonce="${nonces[index]}"`), script);
  }
});

test('what a signed-in person is shown is kept by no cache, and pages are not either', async () => {
  const shown = [await fetch(url, { headers: { cookie: signedIn } }), await product.fetch(`${url}/api/people`)];

  for (const { headers } of shown) assert.match(headers.get('cache-control') ?? '', /no-store/);
});

test('the cookie of a session is for http alone, for this site, and lives a week', async () => {
  const answer = await fetch(`${url}/api/session`, { method: 'DELETE', headers: { cookie: signedIn, origin: url } });

  assert.equal(answer.status, 204);
  for (const cookie of answer.headers.getSetCookie()) {
    assert.match(cookie, /Max-Age=0/);
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Lax/);
  }
  assert.equal((await fetch(`${url}/api/session`, { headers: { cookie: signedIn } })).status, 401);
});
