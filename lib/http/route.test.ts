import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Problem } from '#lib/contract/problem';
import { AppError } from '#lib/errors';
import { route } from '#lib/http/route';
import { serve } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';

const echo = defineEndpoint({
  method: 'POST',
  path: '/echo/{id}',
  access: 'operator',
  summary: 'Answers what it read.',
  params: z.strictObject({ id: z.string().max(20) }),
  query: z.strictObject({ page: z.coerce.number<string>().int().optional() }),
  body: z.strictObject({ text: z.json().optional(), days: z.array(z.strictObject({ day: z.iso.date() })).optional() }),
  answer: z.object({ id: z.string(), trigger: z.string(), key: z.string().nullable(), body: z.json() }),
  status: 202,
});

const failing = defineEndpoint({
  method: 'GET',
  path: '/failing/{how}',
  access: 'viewer',
  summary: 'Fails.',
  params: z.strictObject({ how: z.string() }),
  answer: z.object({ good: z.boolean() }),
});

const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });
const failures: Record<string, Error> = {
  bug: new TypeError('secret detail of a bug'),
  known: new AppError('source_unavailable', 'PERIFERICO: no answer in 30000 ms'),
  database: new Error('Failed query', { cause: refused }),
  disk: new Error('Failed query', { cause: Object.assign(new Error('could not extend file'), { code: '53100' }) }),
};

await testProgram({ after });
const handleEcho = route(echo, (_, { params, body, caller }) => ({
  id: params.id,
  trigger: caller.trigger,
  key: caller.idempotencyKey ?? null,
  body: z.json().parse(body),
}));
const handleFailing = route(failing, (_, { params }) => {
  const failure = failures[params.how];
  if (failure) throw failure;
  return JSON.parse('{"good": "not a boolean"}');
});
const base = await serve({ after }, [
  { pattern: ['echo', '[id]'], handlers: new Map([['POST', handleEcho]]) },
  { pattern: ['failing', '[how]'], handlers: new Map([['GET', handleFailing]]) },
]);

const json = { 'content-type': 'application/json' };

function post(path: string, body: BodyInit | null, headers: Record<string, string> = json): Promise<Response> {
  return fetch(base + path, { method: 'POST', body, headers });
}

async function problemIn(response: Response): Promise<Problem['error'] & { status: number }> {
  const { error } = Problem.parse(await response.json());
  assert.equal(response.headers.get('x-request-id'), error.requestId);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return { status: response.status, ...error };
}

test('an answer carries its status, its request id and no-store', async () => {
  const response = await post('/echo/a%20b', '{"text":"ñ"}', { ...json, 'x-request-id': 'mine-1' });

  assert.equal(response.status, 202);
  assert.deepEqual(await response.json(), { id: 'a b', trigger: 'api', key: null, body: { text: 'ñ' } });
  assert.equal(response.headers.get('x-request-id'), 'mine-1');
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('a request id that could break a log line is replaced', async () => {
  const response = await post('/echo/1', null, { 'x-request-id': 'a b"c' });

  assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
});

test('no body counts as an empty object', async () => {
  const response = await post('/echo/1', null, {});

  assert.equal(response.status, 202);
});

test('a body that is no JSON is malformed', async () => {
  for (const body of ['{"text":', 'text=1', '\u00ff\u00fe', '']) {
    const problem = await problemIn(await post('/echo/1', body === '' ? Buffer.from([0xff, 0xfe]) : body));
    assert.deepEqual([problem.status, problem.code], [400, 'malformed']);
  }
});

test('a body that is not sent as JSON is malformed, so that no form of another page gets through', async () => {
  const problem = await problemIn(await post('/echo/1', '{}', { 'content-type': 'text/plain' }));

  assert.deepEqual([problem.status, problem.code], [400, 'malformed']);
});

test('a body of 2 MB is too large, with its length and without', async () => {
  const big = JSON.stringify({ text: 'x'.repeat(2_000_000) });
  const whole = await problemIn(await post('/echo/1', big));
  const chunked = await sendChunks('/echo/1', big);

  assert.deepEqual([whole.status, whole.code], [413, 'too_large']);
  assert.equal(chunked, 413);
});

/** `fetch` would set the length; a client that streams does not. */
function sendChunks(path: string, text: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(base + path, { method: 'POST', headers: json }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    for (let at = 0; at < text.length; at += 100_000) outgoing.write(text.slice(at, at + 100_000));
    outgoing.end();
  });
}

test('what a schema refuses is listed by path', async () => {
  const problem = await problemIn(await post('/echo/1', '{"days":[{"day":"2025-10-01"},{"day":"2025-02-30"}],"x":1}'));

  assert.deepEqual([problem.status, problem.code], [422, 'invalid_input']);
  assert.deepEqual(problem.details.map(({ path }) => path).sort(), ['days[1].day', 'x']);
});

test('parameters of path and query are parsed too', async () => {
  const path = await problemIn(await post(`/echo/${'x'.repeat(30)}`, null, {}));
  const query = await problemIn(await post('/echo/1?page=two', null, {}));
  const twice = await problemIn(await post('/echo/1?page=1&page=2', null, {}));
  const broken = await problemIn(await post('/echo/%E0%A4%A', null, {}));

  assert.deepEqual([path.status, path.details[0]?.path], [422, 'id']);
  assert.deepEqual([query.status, query.details[0]?.path], [422, 'page']);
  assert.deepEqual([twice.status, twice.details[0]?.path], [422, 'page']);
  assert.deepEqual([broken.status, broken.code], [400, 'malformed']);
});

test('text that a database cannot keep is refused by its path', async () => {
  const nul = await problemIn(await post('/echo/1', '{"text":{"reason":"a\\u0000b"}}'));
  const half = await problemIn(await post('/echo/1', '{"text":["\\ud800"]}'));
  const deep = await problemIn(await post('/echo/1', `{"text":${'['.repeat(400_000)}${']'.repeat(400_000)}}`));

  assert.deepEqual([nul.status, nul.details[0]?.path], [422, 'text.reason']);
  assert.deepEqual([half.status, half.details[0]?.path], [422, 'text[0]']);
  assert.equal(deep.status, 422);
});

test('a page of another site cannot change anything', async () => {
  const refused = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of refused) {
    const problem = await problemIn(await post('/echo/1', null, headers));
    assert.deepEqual([problem.status, problem.code], [403, 'forbidden']);
  }
});

test('our own page can, and its runs are marked as started by hand', async () => {
  const response = await post('/echo/1', null, { origin: base, 'sec-fetch-site': 'same-origin' });

  assert.equal(response.status, 202);
  assert.equal((await response.json()).trigger, 'hand');
});

test('the idempotency key reaches the handler, and a bad one is refused', async () => {
  const good = await post('/echo/1', null, { 'idempotency-key': 'night-2025-10-21' });
  const bad = await problemIn(await post('/echo/1', null, { 'idempotency-key': 'x'.repeat(201) }));

  assert.equal((await good.json()).key, 'night-2025-10-21');
  assert.deepEqual([bad.status, bad.details[0]?.path], [422, 'Idempotency-Key']);
});

test('a known error keeps its status, code and sentence', async () => {
  const problem = await problemIn(await fetch(`${base}/failing/known`));

  assert.deepEqual([problem.status, problem.code], [503, 'source_unavailable']);
  assert.equal(problem.message, 'PERIFERICO: no answer in 30000 ms');
});

test('a bug answers 500 with its request id and never its text', async () => {
  const problem = await problemIn(await fetch(`${base}/failing/bug`));

  assert.deepEqual([problem.status, problem.code], [500, 'unexpected']);
  assert.match(problem.message, new RegExp(problem.requestId));
  assert.doesNotMatch(problem.message, /secret/);
});

test('a database that does not answer, or whose disk is full, is told as such', async () => {
  const gone = await problemIn(await fetch(`${base}/failing/database`));
  const full = await problemIn(await fetch(`${base}/failing/disk`));

  assert.deepEqual([gone.status, gone.code], [503, 'storage_unavailable']);
  assert.doesNotMatch(gone.message, /10\.0\.0\.1/);
  assert.deepEqual([full.status, full.code], [507, 'storage_full']);
});

test('an answer that breaks its own contract is a bug, outside production', async () => {
  const problem = await problemIn(await fetch(`${base}/failing/nothing`));

  assert.equal(problem.status, 500);
});
