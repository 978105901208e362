import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { CallError, callEndpoint, urlOf } from '#lib/contract/call';
import { defineEndpoint } from '#lib/contract/endpoint';

const rename = defineEndpoint({
  method: 'POST',
  path: '/api/stores/{id}/names',
  access: 'editor',
  summary: 'Renames a store.',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ dry: z.boolean().optional(), note: z.string().optional() }),
  body: z.strictObject({ name: z.string() }),
  answer: z.object({ name: z.string() }),
});

type Sent = { url: string; options: RequestInit };

/** A server that always says the same, and what it was asked. */
function serverSaying(status: number, text: string) {
  const sent: Sent[] = [];
  const fetch = async (url: string, options: RequestInit) => {
    sent.push({ url, options });
    return new Response(text, { status });
  };
  return { fetch, sent };
}

const call = { params: { id: 'tienda/01 ñ' }, query: { dry: true }, body: { name: 'PREBO' } };

async function thrownBy(status: number, text: string): Promise<CallError> {
  const { fetch } = serverSaying(status, text);
  const error = await callEndpoint(fetch, '', rename, call).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof CallError);
  return error;
}

test('parameters are written into the path and the query, those without a value left out', () => {
  const url = urlOf(rename, { params: { id: 'tienda/01 ñ' }, query: { dry: true, note: undefined } });

  assert.equal(url, '/api/stores/tienda%2F01%20%C3%B1/names?dry=true');
});

test('a call sends JSON and answers what the contract promises, nothing else', async () => {
  const { fetch, sent } = serverSaying(200, '{"name":"PREBO","secret":1}');

  const answer = await callEndpoint(fetch, 'http://h', rename, call);

  assert.deepEqual(answer, { name: 'PREBO' });
  assert.equal(sent[0]?.url, 'http://h/api/stores/tienda%2F01%20%C3%B1/names?dry=true');
  assert.equal(sent[0]?.options.body, '{"name":"PREBO"}');
  assert.equal(new Headers(sent[0]?.options.headers).get('content-type'), 'application/json');
});

test('a problem becomes an error with its code, details and request id', async () => {
  const details = [{ path: 'name', message: 'too long' }];
  const problem = { error: { code: 'invalid_input', message: 'name: too long', details, requestId: 'r1' } };

  const error = await thrownBy(422, JSON.stringify(problem));

  assert.deepEqual(
    [error.status, error.code, error.message, error.details, error.requestId],
    [422, 'invalid_input', 'name: too long', details, 'r1'],
  );
});

test('an answer that is no problem and not as agreed says where it comes from', async () => {
  const page = await thrownBy(502, '<html>Bad gateway</html>');
  const wrong = await thrownBy(200, '{"name":7}');

  assert.deepEqual([page.code, page.message], ['unexpected', 'The server answered with status 502.']);
  assert.match(wrong.message, /POST \/api\/stores\/\{id\}\/names, at name/);
});
