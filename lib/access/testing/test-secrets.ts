import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecrets, type Secrets } from '#lib/access/secrets';
import { createLog } from '#lib/log';

/** Secrets with a key of their own, removed when the test ends. */
export function testSecrets(t: { after: (remove: () => void) => void }): Secrets {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-secrets-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return openSecrets({ keyFile: join(folder, 'data.key'), log: createLog('silent') });
}
