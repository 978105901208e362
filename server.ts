import { hostname } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#db/migrate';
import { openDatabase } from '#db/open';
import { firstSchedules, jobs } from '#jobs/index';
import { openAccess } from '#lib/access/access';
import { startSealing } from '#lib/access/audit/seal-loop';
import { checkSecretKey } from '#lib/access/rotation/check-key';
import { openSecrets } from '#lib/access/secrets';
import { openAlerts } from '#lib/alerts/alerts';
import { startAlerts } from '#lib/alerts/start-alerts';
import { alertFacts } from '#lib/boot/alert-facts';
import { readinessChecks } from '#lib/boot/checks';
import { openThings } from '#lib/boot/closing';
import { configOrExit } from '#lib/boot/config-or-exit';
import { prepareDataFolder } from '#lib/boot/data-folder';
import { lockDataFolder } from '#lib/boot/data-lock';
import { openFrontDoor } from '#lib/boot/front-door';
import { gated } from '#lib/boot/gate';
import { type Life, live } from '#lib/boot/life';
import { metricFacts } from '#lib/boot/metric-facts';
import { openPages } from '#lib/boot/open-pages';
import { linesOfEntry } from '#lib/boot/say-who-may-enter';
import { ownWarehouse } from '#lib/boot/warehouse-owner';
import { poolGivesWay } from '#lib/give-way';
import { guardSources } from '#lib/links/guard-sources';
import { openLinks } from '#lib/links/links';
import { startProbeLoop } from '#lib/links/probe-loop';
import { createLog } from '#lib/log';
import { createMetrics } from '#lib/metrics/metrics';
import { installRuntime } from '#lib/runtime/current';
import { armFaultPoint } from '#lib/runtime/fault-point';
import { repeat } from '#lib/runtime/repeat';
import { seedSchedules } from '#lib/runtime/save-schedule';
import { startEngine } from '#lib/runtime/start-engine';
import { keepGapHistory } from '#lib/sales/gap-history';
import { repairProjection } from '#lib/sales/reconcile-store-days';
import { salesDataset } from '#lib/sales/sales-dataset';
import { createSources } from '#lib/sources/create-sources';
import { storeLane } from '#lib/sources/store-lane';
import { repairSnapshots } from '#lib/stock/reconcile-snapshots';
import { stockDataset } from '#lib/stock/stock-dataset';
import { storeConnection } from '#lib/stores/store-connection';
import { translator } from '#lib/translator';
import { openWarehouse } from '#lib/warehouse/open';
import about from './package.json' with { type: 'json' };

const drainMs = 30_000;
const lastRequestsMs = 3000;
const gapHistoryMs = 5 * 60_000;

const startedAt = new Date();
const { version } = about;
const config = configOrExit();
const log = createLog(config.LOG_LEVEL);
const open = openThings(log);

live(start, open, log);

/** Opens everything, in the order in which the one needs the other, and serves. */
async function start({ stopping }: Life): Promise<void> {
  prepareDataFolder(config.dataDir);
  open.add('data lock', (await lockDataFolder(config.dataDir)).release);
  const door = await openFrontDoor(config, {
    status: 'alive',
    pid: process.pid,
    startedAt: startedAt.toISOString(),
    version,
  });

  door.say('opening the database');
  const database = await openDatabase({ url: config.DATABASE_URL, folder: join(config.dataDir, 'postgres'), log });
  open.add('database', database.close);
  const { db, sql, url } = database;
  const applied = await migrate(sql);
  if (applied.length > 0) log.info({ applied }, 'the database was brought up to this version');
  open.add('audit', startSealing({ db, log }).stop);

  door.say('opening the warehouse');
  // Before the warehouse opens: its thread takes the armed fault over.
  armFaultPoint(config.FLUXION_FAULT);
  const secrets = openSecrets({ keyFile: config.secretKeyFile, log });
  const access = await openAccess({ db, secrets, config, address: door.address, log });
  await checkSecretKey({ db, secrets, log, isShared: !database.embedded });
  const warehouse = await openWarehouse({
    file: config.warehouseFile,
    datasets: [salesDataset, stockDataset],
    memoryMb: config.WAREHOUSE_MEMORY_MB,
    threads: config.WAREHOUSE_THREADS,
    log,
  });
  open.add('warehouse', warehouse.close);
  const owner = await ownWarehouse(config.DATABASE_URL, log);
  open.add('warehouse ownership', owner.release);
  if (owner.owns) {
    await repairProjection(db, warehouse, log);
    await repairSnapshots(db, warehouse, log);
  }
  const stores = createSources({ connection: (id) => storeConnection({ db, secrets }, id), config });
  open.add('sources', stores.close);
  const links = openLinks({ db, sources: stores, everyMs: config.LINK_PROBE_MINUTES * 60_000, log });
  const sources = guardSources(stores, links);
  const resources = { config, db, warehouse, sources };

  door.say('preparing the pages');
  const pages = await openPages(config, import.meta.dirname, door);
  open.add('pages', pages.close);
  open.add('http', () => door.close(lastRequestsMs));

  door.say('starting the engine');
  await seedSchedules(db, firstSchedules(config), startedAt);
  const engine = await startEngine({
    resources,
    databaseUrl: url,
    jobs: jobs(config),
    log,
    node: hostname(),
    ownsWarehouse: owner.owns,
    slots: config.STEP_SLOTS,
  });
  open.add('engine', () => engine.drain(drainMs));
  links.onBack((storeId) => engine.wakeLane(storeLane(storeId)));
  if (owner.owns) {
    open.add('probes', startProbeLoop({ db, links, log }).stop);
    const keepGaps = () => keepGapHistory(db, { now: new Date(), zone: config.FLUXION_ZONE });
    open.add('gap history', repeat(keepGaps, { everyMs: gapHistoryMs, what: 'keeping the history of gaps', log }).stop);
  }
  const alerts = openAlerts(config);
  const facts = alertFacts(config.FLUXION_ZONE);
  const loops = startAlerts({ db, facts, alerts, daysBehind: config.ALERT_DAYS_BEHIND, log });
  open.add('alerts', loops.stop);
  const metrics = createMetrics(() => metricFacts(db, config));
  const checks = readinessChecks({ sql, warehouse, owner, engine, stopping });
  installRuntime({
    ...resources,
    engine,
    secrets,
    access,
    links,
    alerts,
    translator,
    metrics,
    log,
    version,
    startedAt,
    checks,
  });

  poolGivesWay();
  door.open(gated(pages.handler, { access, log }));
  log.info({ address: door.address, version, database: database.embedded ? 'embedded' : 'DATABASE_URL' }, 'ready');
  const entry = await linesOfEntry({ db, access, config, address: door.address });
  process.stdout.write([...entry, `ready ${door.address}`, ''].join('\n'));
}
