import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const worthwhileBytes = 1024;

/** Lays a compressed twin beside every script and style of the build: done once, it can be done thoroughly. */
export function compressAssets(root: string): void {
  const folder = join(root, '.next', 'static');
  for (const name of globSync('**/*.{js,css}', { cwd: folder })) {
    const content = readFileSync(join(folder, name));
    if (content.length < worthwhileBytes) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
  }
}
