import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { NoServerError, UsageError } from '#cli/exit-codes';
import { type CallParts, callEndpoint } from '#lib/contract/call';
import type { Endpoint } from '#lib/contract/endpoint';

export const version = versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

function versionOf(text: string): string {
  const { version } = JSON.parse(text);
  return String(version);
}

export type Call = <E extends Endpoint>(
  endpoint: E,
  ...parts: Record<never, never> extends CallParts<E> ? [parts?: CallParts<E>] : [parts: CallParts<E>]
) => Promise<z.output<E['answer']>>;

/** Calls the server at `url` with an API key. Throws `NoServerError` when nothing answers there. */
export function createClient(url: string, key?: string): Call {
  const base = baseOf(url);
  const send = async (address: string, options: RequestInit) => {
    const headers = new Headers(options.headers);
    headers.set('user-agent', `fluxion-cli/${version}`);
    if (key) headers.set('authorization', `Bearer ${keyText(key)}`);
    try {
      return await fetch(address, { ...options, headers });
    } catch (cause) {
      throw new NoServerError(base, cause);
    }
  };
  return (endpoint, ...parts) => callEndpoint(send, base, endpoint, ...parts);
}

/** What is no header at all would fail as if there were no server. */
function keyText(key: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new UsageError('FLUXION_KEY is no API key: expected something like flx_…');
}

function baseOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`${url} is no address of a server: expected something like http://127.0.0.1:3000`);
  }
  return url.replace(/\/+$/, '');
}
