import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Cursor, limitOf } from '#lib/contract/query';
import { RunStarted } from '#lib/contract/run';
import { EtlLogs, EtlSchedulerConfig, EtlSchedulerStatus, EtlStatus, EtlSync, VentasGap } from '#lib/contract/sales';

/** The paths that the users' scripts call; their shapes are kept as they were published. */

export const etlSchedulerStatus = defineEndpoint({
  method: 'GET',
  path: '/api/etl/scheduler/status',
  access: 'viewer',
  summary: 'The daily load: whether it is on and running, when it runs next, and the last summary.',
  answer: EtlSchedulerStatus,
});

export const enableEtlScheduler = defineEndpoint({
  method: 'POST',
  path: '/api/etl/scheduler/enable',
  access: 'editor',
  summary: 'Switches the daily load on.',
  answer: EtlSchedulerStatus,
});

export const disableEtlScheduler = defineEndpoint({
  method: 'POST',
  path: '/api/etl/scheduler/disable',
  access: 'editor',
  summary: 'Switches the daily load off.',
  answer: EtlSchedulerStatus,
});

export const triggerEtl = defineEndpoint({
  method: 'POST',
  path: '/api/etl/scheduler/trigger',
  access: 'operator',
  summary: 'Starts the daily load now; while it is running, answers the running run.',
  answer: RunStarted,
  status: 202,
});

export const configureEtl = defineEndpoint({
  method: 'PUT',
  path: '/api/etl/scheduler/config',
  access: 'editor',
  summary: 'Changes hour, minute and retries of the daily load and answers its status.',
  body: EtlSchedulerConfig,
  answer: EtlSchedulerStatus,
});

export const syncVentas = defineEndpoint({
  method: 'POST',
  path: '/api/etl/sync/ventas',
  access: 'operator',
  summary: 'Loads the sales of one store, several or all over a period.',
  body: EtlSync,
  answer: RunStarted,
  status: 202,
});

export const etlVentasStatus = defineEndpoint({
  method: 'GET',
  path: '/api/etl/ventas/status',
  access: 'viewer',
  summary: 'The load that runs now, or the last one.',
  answer: EtlStatus,
});

export const etlVentasLogs = defineEndpoint({
  method: 'GET',
  path: '/api/etl/ventas/logs',
  access: 'viewer',
  summary: 'Log lines of the sales loads. Without `after` the last lines; poll with `after` = the last `next`.',
  query: z.object({ after: Cursor.optional(), limit: limitOf(200, 2000) }),
  answer: EtlLogs,
});

export const ventasGaps = defineEndpoint({
  method: 'GET',
  path: '/api/ventas/gaps',
  access: 'viewer',
  summary: 'Gaps of every store: last sale, days behind, completeness, missing ranges and what to do.',
  answer: z.array(VentasGap),
});
