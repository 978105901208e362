import ipaddr from 'ipaddr.js';
import { type AllowRule, type HostPort, isAllowed, isWithin, plainHost } from '#lib/egress/allow-list';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Why an address is not connected to; `range` is what can be opened by EGRESS_ALLOW, `metadata` never is. */
export type AddressRefusal = { rule: 'metadata' | 'range'; why: string };

/**
 * Where clouds hand credentials of the machine to whoever asks: all link-local addresses (AWS, Google, Azure and most others), and those
 * that AWS, Google, Alibaba, Oracle, Azure and Scaleway have elsewhere.
 */
const metadataNetworks = [
  ...['169.254.0.0/16', '100.100.100.200/32', '192.0.0.192/32', '168.63.129.16/32'],
  ...['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128'],
].map((network) => ipaddr.parseCIDR(network));

const metadataHosts = new Set(['metadata.google.internal', 'metadata.goog', 'metadata', 'instance-data']);

/** A metadata service by its name, whatever the name stands for at the moment. */
export const isMetadataHost = (host: string): boolean => metadataHosts.has(plainHost(host));

/** Null when a request for this host and port may connect to this address. */
export function judgeAddress(text: string, asked: HostPort, allow: readonly AllowRule[]): AddressRefusal | null {
  const address = ipaddr.process(text);
  const carried = carriedBy(address);
  if ([address, ...carried].some(isMetadata)) {
    return { rule: 'metadata', why: `${text} is an address of cloud metadata, which is never asked` };
  }
  const closed = [address, ...carried.slice(-1)].find(
    (one) => rangeOf(one) !== 'unicast' && !isAllowed(allow, one, asked),
  );
  return closed ? { rule: 'range', why: `${text} is not public (${rangeOf(closed)}) and not in EGRESS_ALLOW` } : null;
}

const isMetadata = (address: Address): boolean => metadataNetworks.some((network) => isWithin(address, network));

function rangeOf(address: Address): string {
  if (address instanceof ipaddr.IPv4 || address.range() !== 'unicast') return address.range();
  if (isCompatible(address)) return 'ipv4Compatible';
  return isIsatap(address) ? 'isatap' : 'unicast';
}

/** `::a.b.c.d`, of RFC 4291, 2.5.5.1. */
const isCompatible = (address: ipaddr.IPv6): boolean => address.parts.slice(0, 6).every((part) => part === 0);
/** `…:0:5efe:a.b.c.d`, of RFC 5214. */
const isIsatap = ({ parts }: ipaddr.IPv6): boolean => parts[5] === 0x5efe && ((parts[4] ?? 0) & 0xfdff) === 0;

/** The IPv4 addresses that a translator or a tunnel may find in an IPv6 address; the most likely is the last. */
function carriedBy(address: Address): ipaddr.IPv4[] {
  if (address instanceof ipaddr.IPv4) return [];
  const bytes = address.toByteArray();
  const at = (...places: number[]) => new ipaddr.IPv4(places.map((place) => bytes[place] ?? 0));
  const range = rangeOf(address);
  // RFC 6052, 2.2: where the address stands depends on the length of the prefix.
  if (range === 'rfc6052') return [at(6, 7, 9, 10), at(7, 9, 10, 11), at(9, 10, 11, 12), at(12, 13, 14, 15)];
  if (range === '6to4') return [at(2, 3, 4, 5)];
  if (range === 'teredo') return [at(4, 5, 6, 7), new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff))];
  return range === 'rfc6145' || range === 'ipv4Compatible' || range === 'isatap' ? [at(12, 13, 14, 15)] : [];
}
