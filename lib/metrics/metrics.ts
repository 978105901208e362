import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is counted at the moment of a reading. */
export type MetricFacts = {
  /** Of the last due day; in seconds since 1970 where it is a time. */
  storeDays: Record<string, number>;
  storesExpected: number;
  storesComplete: number;
  storesUnreachable: number;
  openRuns: Record<string, number>;
  lastSuccess: Record<string, number>;
  incidentsOpen: number;
  messagesUndelivered: number;
  auditUnsealed: number;
};

export type Metrics = { contentType: string; text: () => Promise<string> };

/** The program for Prometheus: the process as the library measures it, and what `read` counts of the work. */
export function createMetrics(read: () => Promise<MetricFacts>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'fluxion_' });
  const gauge = (name: string, help: string) => new Gauge({ name: `fluxion_${name}`, help, registers: [registry] });
  const labelled = (name: string, help: string, label: string) =>
    new Gauge({ name: `fluxion_${name}`, help, labelNames: [label], registers: [registry] });
  const single = {
    storesExpected: gauge('stores_expected', 'Stores that should trade on the last due day.'),
    storesComplete: gauge('stores_complete', 'Stores whose last due day is loaded or verified.'),
    storesUnreachable: gauge('stores_unreachable', 'Active stores whose link is down or that let nobody in.'),
    incidentsOpen: gauge('incidents_open', 'Incidents that are not resolved.'),
    messagesUndelivered: gauge('messages_undelivered', 'Messages of the last 7 days that were given up.'),
    auditUnsealed: gauge('audit_unsealed', 'Audit entries that are not in the chain yet.'),
  };
  const several = {
    storeDays: labelled('store_days', 'Stores by the state of their last due day.', 'state'),
    openRuns: labelled('runs_open', 'Runs that have not ended, by state.', 'state'),
    lastSuccess: labelled('job_last_success_timestamp_seconds', 'When a run of the job last completed.', 'job'),
  };
  return {
    contentType: registry.contentType,
    text: async () => {
      const facts = await read();
      for (const name of namesOf(single)) single[name].set(facts[name]);
      for (const name of namesOf(several)) {
        several[name].reset();
        for (const [label, value] of Object.entries(facts[name])) several[name].labels(label).set(value);
      }
      return registry.metrics();
    },
  };
}

function namesOf<Name extends string>(gauges: Record<Name, unknown>): Name[] {
  return Object.keys(gauges) as Name[];
}
