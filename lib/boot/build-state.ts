import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'app/**/*',
  'components/**/*',
  'lib/**/*.ts',
  'db/**/*.ts',
  'messages/*',
  'public/**/*',
  '*.config.js',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

const notBuilt = /\.test\.ts$|(^|\/)testing\//;

/** What the pages and routes are built from, as one hash: the build is stale when it differs. */
export function sourceHash(root: string): string {
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !notBuilt.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** The hash that the present build was made from; null when there is no whole build. */
export function builtHash(root: string): string | null {
  const file = builtHashFile(root);
  return existsSync(join(root, '.next', 'BUILD_ID')) && existsSync(file) ? readFileSync(file, 'utf8') : null;
}

export function builtHashFile(root: string): string {
  return join(root, '.next', 'built-from');
}
