import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLatency } from '#bench/engine-latency';
import { scheduleFigures } from '#bench/engine-schedules';
import { stepRate } from '#bench/engine-steps';
import { takeoverTime } from '#bench/engine-takeover';
import { migrate } from '#db/migrate';
import { openDatabase } from '#db/open';
import { createLog } from '#lib/log';

const folder = mkdtempSync(join(tmpdir(), 'fluxion-bench-engine-'));
const database = await openDatabase({ url: undefined, folder, log: createLog('error') });
try {
  await migrate(database.sql);
  await startLatency(database);
  await stepRate(database);
  await scheduleFigures(database);
  await takeoverTime(database);
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
