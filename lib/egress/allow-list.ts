import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What EGRESS_ALLOW opens besides the public Internet: a network, or one port of one host. */
export type AllowRule = { network: [Address, number] } | { host: string; port: number };

/** Reads `10.20.0.0/16, 192.168.1.7, erp.example:8443, [fd12::7]:443`. Throws with the entry that is none of these. */
export function readAllowList(text: string): AllowRule[] {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map(ruleOf);
}

/** Whether the rules open this address to a request for this host and port. */
export function isAllowed(rules: readonly AllowRule[], address: Address, { host, port }: HostPort): boolean {
  return rules.some((rule) => ('network' in rule ? isWithin(address, rule.network) : isSame(rule, { host, port })));
}

export type HostPort = { host: string; port: number };

/** An address of the other family is in no such network. */
export function isWithin(address: Address, [network, bits]: [Address, number]): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}

/** A host as it is compared: no brackets, no dot at its end, small letters. */
export function plainHost(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

const isSame = (rule: HostPort, asked: HostPort): boolean =>
  rule.port === asked.port && plainHost(rule.host) === plainHost(asked.host);

function ruleOf(entry: string): AllowRule {
  if (isIP(entry)) return { network: [ipaddr.process(entry), ipaddr.process(entry).kind() === 'ipv4' ? 32 : 128] };
  if (ipaddr.isValidCIDR(entry)) return { network: ipaddr.parseCIDR(entry) };
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+):(\d{1,5})$/i.exec(entry) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new Error(
      `expected 10.20.0.0/16, an address or host:port, separated by commas; not ${JSON.stringify(entry)}`,
    );
  }
  return { host: plainHost(host), port: Number(port) };
}
