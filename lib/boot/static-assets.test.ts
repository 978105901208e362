import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compressAssets } from '#lib/boot/compress-assets';
import { withStaticAssets } from '#lib/boot/static-assets';

const script = `console.log(${JSON.stringify('store '.repeat(1000))});`;

let root: string;
let server: Server;
let address: string;

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'fluxion-assets-'));
  const folder = join(root, '.next', 'static', 'chunks');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'big.js'), script);
  writeFileSync(join(folder, 'small.js'), 'let a;');
  writeFileSync(join(root, '.next', 'BUILD_ID'), 'secret');
  compressAssets(root);
  const handler = withStaticAssets(root, async ({ url }, response) => void response.end(`next: ${url}`));
  server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server?.close();
  rmSync(root, { recursive: true, force: true });
});

test('a script of the build comes compressed, is whole and is kept by the browser', async () => {
  const answer = await fetch(`${address}/_next/static/chunks/big.js`, { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(answer.headers.get('content-encoding'), 'br');
  assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  assert.match(answer.headers.get('content-type') ?? '', /javascript/);
  assert.ok(Number(answer.headers.get('content-length')) < script.length / 10);
  assert.equal(await answer.text(), script);
});

test('who takes no compression gets the script as it is', async () => {
  const answer = await fetch(`${address}/_next/static/chunks/big.js`, { headers: { 'accept-encoding': 'identity' } });
  assert.equal(answer.headers.get('content-encoding'), null);
  assert.equal(await answer.text(), script);
});

test('a script too small to gain by it is sent as it is', async () => {
  const answer = await fetch(`${address}/_next/static/chunks/small.js`, { headers: { 'accept-encoding': 'br' } });
  assert.equal(answer.headers.get('content-encoding'), null);
  assert.equal(await answer.text(), 'let a;');
});

test('pages, and what the build does not have, go on to Next under their own address', async () => {
  for (const path of ['/runs?state=failed', '/_next/static/chunks/none.js', '/_next/static/%2e%2e/BUILD_ID']) {
    const answer = await fetch(`${address}${path}`);
    assert.match(await answer.text(), /^next: /, path);
  }
});
