#!/usr/bin/env node
// Runs under any Node that npm can install with; the program itself wants the Node that comes along with it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
const program = fileURLToPath(new URL('./fluxion.ts', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= neededMajor) await import('./fluxion.ts');
else runUnder(bundledNode());

/** The package `node` brings its binary; which file it is depends on the platform. */
function bundledNode() {
  const home = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const binary = ['bin/node', 'bin/node.exe'].map((path) => join(home, path)).find((path) => existsSync(path));
  if (binary) return binary;
  console.error(
    `fluxion needs Node ${neededMajor}, this is ${process.versions.node}: run "npm install" in ${dirname(program)}/..`,
  );
  process.exit(1);
}

function runUnder(node) {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends its signals to both; what comes from elsewhere is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
