import { spawnSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { builtHash, builtHashFile, sourceHash } from '#lib/boot/build-state';
import { compressAssets } from '#lib/boot/compress-assets';
import { listenAlone } from '#lib/boot/listen-alone';

// Run by `npm start` before the server: builds the pages when their build is missing or older than the sources.
const root = resolve(import.meta.dirname, '..', '..');
const retryMs = 200;

if (builtHash(root) !== sourceHash(root)) await buildAlone();

/** Two starts at the same time share one build: the second waits for the first. */
async function buildAlone(): Promise<void> {
  const { dev, ino } = statSync(root, { bigint: true });
  const name = `fluxion-build-${dev}-${ino}`;
  const address = process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
  let lock = await listenAlone(address);
  while (lock === 'taken') {
    await delay(retryMs);
    lock = await listenAlone(address);
  }
  const hash = sourceHash(root);
  if (builtHash(root) !== hash) build(hash);
  lock?.close();
}

function build(hash: string): void {
  process.stderr.write('The pages are built first: this takes a minute, once.\n');
  rmSync(builtHashFile(root), { force: true });
  const next = join(createRequire(import.meta.url).resolve('next/package.json'), '..', 'dist', 'bin', 'next');
  const { status } = spawnSync(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) {
    process.stderr.write('The build failed; its messages are above.\n');
    process.exit(status ?? 1);
  }
  compressAssets(root);
  writeFileSync(builtHashFile(root), hash);
}
