import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { type HostPort, plainHost } from '#lib/egress/allow-list';
import { judgeAddress } from '#lib/egress/judge-address';
import type { EgressPolicy } from '#lib/egress/policy';
import { refused } from '#lib/egress/refused';

type Socket = NonNullable<Parameters<buildConnector.Callback>[1]>;

/**
 * Connects to an address that was judged, never to a name: what a name server answers a moment later changes nothing. One
 * forbidden address among those of a name refuses the name.
 */
export function vettedConnector(
  policy: EgressPolicy,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false });

  async function open(options: buildConnector.Options): Promise<Socket> {
    const name = plainHost(options.hostname);
    const asked = { host: name, port: Number(options.port) || (options.protocol === 'https:' ? 443 : 80) };
    const isName = isIP(name) === 0;
    const addresses = isName ? (await policy.resolve(name)).map(({ address }) => address) : [name];
    for (const address of addresses) mustBeOpen(address, asked);
    // The certificate is that of the name, whatever the address.
    const naming = isName && options.protocol === 'https:' ? { servername: name } : {};
    let last: unknown = new Error('the name has no address');
    for (const hostname of addresses) {
      signal.throwIfAborted();
      try {
        return checked(await connected({ ...options, ...naming, hostname }), asked);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }

  const connected = (options: buildConnector.Options): Promise<Socket> =>
    new Promise((resolve, reject) => {
      connect(options, (error, socket) => (socket ? resolve(socket) : reject(error)));
    });

  function mustBeOpen(address: string, asked: HostPort): void {
    const refusal = judgeAddress(address, asked, policy.allow);
    if (refusal) throw refused(refusal.rule, `${asked.host}:${asked.port}`, refusal.why);
  }

  /** The system has the last word on where a socket leads. */
  function checked(socket: Socket, asked: HostPort): Socket {
    try {
      mustBeOpen(socket.remoteAddress ?? '', asked);
      return socket;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  return (options, callback) => {
    open(options).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}
