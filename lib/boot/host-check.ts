import { isIP } from 'node:net';
import type { Config } from '#lib/config';

const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

type Names = Pick<Config, 'HOST' | 'PUBLIC_URL' | 'ALLOWED_HOSTS'>;

/**
 * Whether a request may be meant for us. A page on the web can give its own name our address and so reach a server that
 * it could not reach itself: only names that are ours are answered. An address cannot be taken over that way.
 */
export function hostIsExpected({ HOST, PUBLIC_URL, ALLOWED_HOSTS }: Names, host: string | undefined): boolean {
  if (host === undefined) return false;
  if (loopbackName.test(host)) return true;
  const name = nameOf(host);
  const ours = [...(PUBLIC_URL ? [new URL(PUBLIC_URL).host] : []), ...ALLOWED_HOSTS].map((one) => one.toLowerCase());
  if (ours.includes(host.toLowerCase()) || ours.includes(name)) return true;
  return !isLoopback(HOST) && isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

const nameOf = (host: string): string => host.toLowerCase().replace(/:\d{1,5}$/, '');

function isLoopback(address: string): boolean {
  return loopbackName.test(address) || address === '::1';
}
