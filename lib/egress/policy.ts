import { lookup } from 'node:dns/promises';
import type { Config } from '#lib/config';
import type { AllowRule } from '#lib/egress/allow-list';

/** Where requests may go; from EGRESS_ALLOW and EGRESS_PORTS. */
export type EgressPolicy = {
  allow: readonly AllowRule[];
  /** Null: any port. */
  ports: readonly number[] | null;
  /** Every address of a name. Tests put their own here. */
  resolve: Resolve;
};

export type Resolve = (host: string) => Promise<{ address: string }[]>;

const bySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** The policy that the environment sets, with the system's own names. */
export function egressPolicy({
  EGRESS_ALLOW,
  EGRESS_PORTS,
}: Pick<Config, 'EGRESS_ALLOW' | 'EGRESS_PORTS'>): EgressPolicy {
  return { allow: EGRESS_ALLOW, ports: EGRESS_PORTS ?? null, resolve: bySystem };
}
