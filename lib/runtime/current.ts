import type { Access } from '#lib/access/access';
import type { Secrets } from '#lib/access/secrets';
import type { Alerts } from '#lib/alerts/alerts';
import type { HealthCheck } from '#lib/contract/health';
import type { Links } from '#lib/links/links';
import type { Logger } from '#lib/log';
import type { Metrics } from '#lib/metrics/metrics';
import type { Engine } from '#lib/runtime/engine';
import type { Resources } from '#lib/runtime/resources';
import type { translator } from '#lib/translator';

/** The running program, as pages and routes reach it. */
export type Runtime = Resources & {
  engine: Engine;
  secrets: Secrets;
  access: Access;
  /** What is known of the ways to the stores. */
  links: Links;
  /** How people outside are told. */
  alerts: Alerts;
  /** The texts of the pages, for files. */
  translator: typeof translator;
  metrics: Metrics;
  log: Logger;
  version: string;
  startedAt: Date;
  /** What readiness asks; every check is cheap. */
  checks: () => Promise<HealthCheck[]>;
};

declare global {
  /** `globalThis` is the only thing that server.ts and Next's bundles share. */
  var fluxionRuntime: Runtime | undefined;
}

export function installRuntime(runtime: Runtime): void {
  globalThis.fluxionRuntime = runtime;
}

/** The program that server.ts started. Throws during a build or in a process that started none. */
export function runtime(): Runtime {
  const installed = globalThis.fluxionRuntime;
  if (!installed) throw new Error('No program is running in this process: it is server.ts that starts one.');
  return installed;
}
