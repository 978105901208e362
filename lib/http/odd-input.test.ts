import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { startOwnedProduct } from '#demo/owned-product';
import type { Endpoint } from '#lib/contract/endpoint';
import { endpoints } from '#lib/contract/endpoints/all';
import { Problem } from '#lib/contract/problem';
import { type OddRequest, oddRequests } from '#lib/http/testing/odd-input';

// The whole program as it is shipped, sent what nobody should send.
execFileSync(process.execPath, ['lib/boot/ensure-build.ts'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'fluxion-odd-'));
const env = { LOG_LEVEL: 'error', SOURCE_CONNECT_TIMEOUT_MS: '300' };
const bugs: string[] = [];
const product = await startOwnedProduct({
  dataDir: join(folder, 'data'),
  env,
  onLine: (line) => void (line.includes('bug:') && bugs.push(line)),
});
after(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

const seed = 20_261_123;
const triesEach = 20;
const patienceMs = 15_000;
const atOnce = 6;
const stackTrace = /\n\s+at |node_modules|\.ts:\d+|\.js:\d+/;

/** What is wrong with the answer to a request; null for a good one. */
async function flaw({ method, alsoStatus }: Endpoint, { path, query, body, type }: OddRequest): Promise<string | null> {
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const answer = await product.fetch(product.url + path + query, {
    method,
    ...(hasBody ? { body } : {}),
    headers: hasBody && type !== null ? { 'content-type': type } : {},
    signal: AbortSignal.timeout(patienceMs),
    redirect: 'manual',
  });
  const text = await answer.text();
  if (answer.status === 500) return `500 ${text}`;
  if (answer.status < 400 || answer.status === alsoStatus) return null;
  if (stackTrace.test(text)) return `a stack trace: ${text}`;
  return isProblem(text) ? null : `${answer.status} is no problem: ${text.slice(0, 300)}`;
}

function isProblem(text: string): boolean {
  try {
    return Problem.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

async function flawsOf(endpoint: Endpoint): Promise<string[]> {
  const found: string[] = [];
  for (const request of fc.sample(oddRequests(endpoint), { seed, numRuns: triesEach })) {
    const wrong = await flaw(endpoint, request);
    if (wrong !== null) found.push(`${endpoint.method} ${endpoint.path} ${shown(request)}: ${wrong}`);
  }
  return found;
}

const shown = (request: OddRequest): string => JSON.stringify(request).slice(0, 300);

test('whatever is sent to a route, it answers in time with a problem or an answer, and never with a bug', async () => {
  const open = [...endpoints];
  const found: string[] = [];
  const work = async () => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) found.push(...(await flawsOf(next)));
  };

  await Promise.all(Array.from({ length: atOnce }, work));

  assert.deepEqual(found.slice(0, 20), []);
  assert.deepEqual(bugs, []);
  assert.equal((await product.fetch(`${product.url}/api/session`)).status, 200);
});

test('a body of more than a megabyte is too large, and one of many megabytes is cut off', async () => {
  const send = (bytes: number) =>
    product.fetch(`${product.url}/api/stores/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ' '.repeat(bytes),
    });

  const [large, huge] = await Promise.allSettled([send(1_048_577), send(50_000_000)]);

  assert.equal(large.status === 'fulfilled' && large.value.status, 413);
  assert.ok(huge.status === 'rejected' || huge.value.status === 413);
});

test('headers without end are refused, and the server goes on', async () => {
  const answer = await product.fetch(`${product.url}/api/session`, { headers: { 'x-long': 'x'.repeat(100_000) } });

  assert.equal(answer.status, 431);
  assert.equal((await fetch(`${product.url}/health/liveness`)).status, 200);
});
