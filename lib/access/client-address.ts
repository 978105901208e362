import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Set by the front door on every request, over whatever came: where it came from, by what we trust. */
export const addressHeader = 'x-fluxion-client';

/** Whose tries are counted together: one address, and of IPv6 the network that one subscriber has, a /64. */
export function placeOf(headers: Headers): string {
  const address = headers.get(addressHeader) ?? 'unknown';
  if (isIP(address) !== 6) return address;
  const network = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${network.map((part) => part.toString(16)).join(':')}::/64`;
}

/** Reads `10.0.0.0/8` and single addresses. Throws for anything else. */
export function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/**
 * The address of the caller. Behind proxies that we trust it is the last one that such a proxy did not add itself;
 * without any, what a caller writes about itself counts for nothing.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trusted: BlockList,
): string | null {
  let address = plainAddress(socket.remoteAddress ?? '');
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').reverse();
  for (const hop of hops) {
    if (!isListed(address, trusted)) break;
    const next = plainAddress(hop.trim());
    if (isIP(next) === 0) break;
    address = next;
  }
  return address === '' ? null : address;
}

/** An IPv4 client of a socket that speaks both is written as IPv6. */
function plainAddress(address: string): string {
  const bare = address.replace(/^\[|\](:\d+)?$/g, '');
  return bare.startsWith('::ffff:') && isIP(bare.slice(7)) === 4 ? bare.slice(7) : bare;
}

export function isListed(address: string, list: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
