import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '#lib/errors';
import { refuseForeignCaller } from '#lib/http/same-origin';

type Sent = { host?: string; origin?: string; site?: string; hasSession?: boolean };

/** Whether a change is let through behind a public address. */
function passes(publicUrl: string | undefined, { host = 'etl.example.com', origin, site, hasSession = true }: Sent) {
  const headers = { host, ...(origin ? { origin } : {}), ...(site ? { 'sec-fetch-site': site } : {}) };
  const request = new Request('http://127.0.0.1/api/runs', { method: 'POST', headers });
  try {
    refuseForeignCaller(request, { hasSession, config: { PUBLIC_URL: publicUrl } });
    return true;
  } catch (error) {
    assert.equal(codeOf(error), 'forbidden');
    return false;
  }
}

const secure = 'https://etl.example.com';

test('our own page passes, under the name that it was asked by and behind a proxy under the public one', () => {
  assert.ok(passes(undefined, { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }));
  assert.ok(passes(secure, { origin: secure }));
  assert.ok(passes(secure, { host: '10.0.0.2:3000', origin: secure }));
  assert.ok(passes(`${secure}/etl`, { host: '10.0.0.2:3000', origin: secure }));
});

test('another site, port, name or scheme is foreign, and so is a page without an origin', () => {
  const ours = { host: '127.0.0.1:3000' };
  for (const origin of ['http://127.0.0.1:4000', 'http://localhost:3000', 'https://evil.example', 'null', 'garbage']) {
    assert.equal(passes(undefined, { ...ours, origin }), false, origin);
  }
  assert.equal(passes(secure, { origin: 'https://etl.example.com.evil.example' }), false);
});

test('where the public address is https, a page of the same name that came over http is foreign', () => {
  assert.equal(passes(secure, { origin: 'http://etl.example.com' }), false);
  assert.equal(passes(secure, { origin: 'http://etl.example.com', hasSession: false }), false);
});

test('with a session a change has to say where it comes from; without one a program need not', () => {
  assert.equal(passes(undefined, {}), false);
  assert.ok(passes(undefined, { site: 'same-origin' }));
  assert.ok(passes(undefined, { hasSession: false }));
});
