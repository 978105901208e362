import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { openSecrets } from '#lib/access/secrets';
import { readConfig } from '#lib/config';
import { createLog } from '#lib/log';
import { installRuntime, type Runtime } from '#lib/runtime/current';

type Owner = { after: (close: () => Promise<void>) => void };

export type TestProgram = Runtime & { database: TestDatabase };

const log = createLog('silent');

/** A program with a fresh database and nothing running, installed for the handlers; `parts` replace what a test needs. */
export async function testProgram(owner: Owner, parts: Partial<Runtime> = {}): Promise<TestProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxion-http-'));
  owner.after(() => rm(folder, { recursive: true, force: true }));
  const database = await testDatabase(owner);
  const program: Runtime = {
    config: readConfig({ NODE_ENV: 'test', DATA_DIR: join(folder, 'data') }),
    db: database.db,
    warehouse: absent('warehouse'),
    sources: absent('sources'),
    engine: absent('engine'),
    secrets: openSecrets({ keyFile: join(folder, 'key'), log }),
    log,
    version: '0.0.0-test',
    startedAt: new Date(),
    checks: async () => [{ name: 'database', ok: true, message: 'answers' }],
    ...parts,
  };
  installRuntime(program);
  return { ...program, database };
}

/** True for tests that never touch the part: any use of it throws. */
function absent<Part extends object>(name: string): Part {
  const refuse = () => {
    throw new Error(`This test's program has no ${name}.`);
  };
  return new Proxy({}, { get: refuse }) as Part;
}
