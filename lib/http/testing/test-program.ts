import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { type Access, openAccess } from '#lib/access/access';
import type { Identity } from '#lib/access/identity';
import { openSecrets } from '#lib/access/secrets';
import { openAlerts } from '#lib/alerts/alerts';
import { metricFacts } from '#lib/boot/metric-facts';
import { readConfig } from '#lib/config';
import { openLinks } from '#lib/links/links';
import { createLog } from '#lib/log';
import { createMetrics } from '#lib/metrics/metrics';
import { installRuntime, type Runtime } from '#lib/runtime/current';
import type { Job } from '#lib/runtime/define-job';
import { startEngine } from '#lib/runtime/start-engine';
import { translator } from '#lib/translator';

type Owner = { after: (close: () => Promise<void>) => void };

export type TestProgram = Runtime & { database: TestDatabase };

type Wanted = Partial<Pick<Runtime, 'sources' | 'warehouse' | 'checks' | 'log'>> & {
  environment?: Record<string, string>;
  jobs?: Job[];
};

const silent = createLog('silent');
const linkProbeMs = 300_000;

/** A program on a fresh database with a working engine, installed for the handlers. Its schedules start nothing. */
export async function testProgram(
  owner: Owner,
  { environment, jobs = [], log = silent, ...parts }: Wanted = {},
): Promise<TestProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxion-http-'));
  owner.after(() => rm(folder, { recursive: true, force: true }));
  const database = await testDatabase();
  const resources = {
    config: readConfig({ NODE_ENV: 'test', DATA_DIR: join(folder, 'data'), ...environment }),
    db: database.db,
    warehouse: parts.warehouse ?? absent('warehouse'),
    sources: parts.sources ?? absent('sources'),
  };
  const engine = await startEngine({
    resources,
    databaseUrl: database.url,
    jobs,
    log,
    node: 'test',
    ownsWarehouse: true,
    slots: 4,
    schedules: false,
  });
  owner.after(async () => {
    await engine.drain(5000);
    await database.close();
  });
  const secrets = openSecrets({ keyFile: join(folder, 'key'), log });
  const program: Runtime = {
    ...resources,
    engine,
    secrets,
    access: openedAs(
      await openAccess({ db: database.db, secrets, config: resources.config, address: 'http://127.0.0.1:80', log }),
    ),
    links: openLinks({ db: database.db, sources: resources.sources, everyMs: linkProbeMs, log }),
    alerts: openAlerts(resources.config),
    translator,
    metrics: createMetrics(() => metricFacts(database.db, resources.config)),
    log,
    version: '0.0.0-test',
    startedAt: new Date(),
    checks: parts.checks ?? (async () => [{ name: 'database', ok: true, message: 'answers' }]),
  };
  installRuntime(program);
  return { ...program, database };
}

/** Whoever brings neither a key nor a cookie is an administrator: most tests are not about who may. */
function openedAs(access: Access): Access {
  const tester: Identity = {
    ...{ kind: 'key', id: '0', name: 'tester', email: null, role: 'admin', hasTotp: false },
    ...{ personId: null, sessionId: null },
  };
  const brings = (headers: Headers) => headers.has('authorization') || headers.has('cookie');
  return { ...access, identify: async (headers) => (brings(headers) ? access.identify(headers) : tester) };
}

/** True for tests that never touch the part: any use of it throws. */
function absent<Part extends object>(name: string): Part {
  const refuse = () => {
    throw new Error(`This test's program has no ${name}.`);
  };
  return new Proxy({}, { get: refuse }) as Part;
}
