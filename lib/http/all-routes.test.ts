import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { callEndpoint } from '#lib/contract/call';
import { endpoints } from '#lib/contract/endpoints/all';
import { liveness, readiness } from '#lib/contract/endpoints/health';
import { openApi } from '#lib/contract/endpoints/open-api';
import { routesOf, serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';

const checks = [{ name: 'database', ok: true, message: 'answers' }];
await testProgram({ after }, { checks: async () => checks });
const base = await serveRoutes({ after });

test('every route file has its contract, and every contract its route file', async () => {
  const routes = await routesOf(join(import.meta.dirname, '..', '..', 'app'));
  const served = routes
    .filter(({ pattern }) => !pattern.some((part) => part.startsWith('[...')))
    .flatMap(({ pattern, handlers }) => {
      const path = `/${pattern.join('/').replaceAll(/\[(\w+)\]/g, '{$1}')}`;
      return [...handlers.keys()].map((method) => `${method} ${path}`);
    });

  assert.deepEqual(served.sort(), endpoints.map(({ method, path }) => `${method} ${path}`).sort());
});

test('no endpoint is described twice, and GET never starts or changes anything', () => {
  const names = endpoints.map(({ method, path }) => `${method} ${path}`);

  assert.equal(new Set(names).size, names.length);
  for (const { method, path, status, audited } of endpoints) {
    if (method === 'GET') assert.deepEqual([status, audited], [200, false], path);
  }
});

test('the API describes itself, every path with its answer', async () => {
  const document = await callEndpoint(fetch, base, openApi);
  const paths: Record<string, Record<string, { responses: object }>> = JSON.parse(JSON.stringify(document.paths));

  assert.equal(document.openapi, '3.1.0');
  for (const { method, path, status } of endpoints) {
    assert.ok(String(status) in (paths[path]?.[method.toLowerCase()]?.responses ?? {}), `${method} ${path}`);
  }
});

test('readiness answers 200 while every check is good and 503 when one is not', async () => {
  const ready = await fetch(`${base}${readiness.path}`);
  checks.push({ name: 'warehouse', ok: false, message: 'the file is locked' });
  const notReady = await fetch(`${base}${readiness.path}`);
  const told = await callEndpoint(fetch, base, readiness);

  assert.deepEqual([ready.status, notReady.status], [200, 503]);
  assert.deepEqual([told.status, told.checks.length], ['not_ready', 2]);
});

test('liveness names the process', async () => {
  const alive = await callEndpoint(fetch, base, liveness);

  assert.deepEqual([alive.status, alive.pid, alive.version], ['alive', process.pid, '0.0.0-test']);
});
