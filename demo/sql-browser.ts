import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { productVersion } from '#demo/tds/prelogin';

/** Without a port it listens to pipes alone. */
export type NamedInstance = { readonly name: string; readonly port: number | null };

export type BrowserOptions = {
  readonly instances: readonly NamedInstance[];
  /** 1434 is where every client asks. */
  readonly port?: number;
  readonly host?: string;
  /** So many requests get lost on the way. */
  readonly loses?: number;
};

export type SqlBrowser = { readonly port: number; requests(): number; stop(): Promise<void> };

const request = { allByBroadcast: 0x02, all: 0x03, one: 0x04 } as const;
const answerMark = 0x05;
const usualPort = 1434;

/** SQL Server's Browser: says over UDP on which port each instance of the host listens. */
export async function startSqlBrowser(options: BrowserOptions): Promise<SqlBrowser> {
  const { instances, port = usualPort, host = '127.0.0.1', loses = 0 } = options;
  const socket = createSocket('udp4');
  let requests = 0;
  socket.on('message', (asked, { address, port: from }) => {
    requests += 1;
    const named = requests > loses ? instancesAsked(asked, instances) : [];
    if (named.length > 0) socket.send(answerOf(named), from, address);
  });
  socket.bind(port, host);
  await once(socket, 'listening');
  return { port: socket.address().port, requests: () => requests, stop: () => closed(socket) };
}

/** Nobody answers for an instance that is not there. */
function instancesAsked(asked: Buffer, instances: readonly NamedInstance[]): readonly NamedInstance[] {
  if (asked[0] === request.allByBroadcast || asked[0] === request.all) return instances;
  if (asked[0] !== request.one) return [];
  const name = asked.toString('latin1', 1).replace(/\0.*$/s, '').toUpperCase();
  return instances.filter((instance) => instance.name.toUpperCase() === name);
}

function answerOf(instances: readonly NamedInstance[]): Buffer {
  const text = instances
    .map(({ name, port }) => {
      const way = port === null ? `np;\\\\TIENDA\\pipe\\MSSQL$${name}\\sql\\query` : `tcp;${port}`;
      return `ServerName;TIENDA;InstanceName;${name};IsClustered;No;Version;${productVersion};${way};;`;
    })
    .join('');
  const head = Buffer.from([answerMark, 0, 0]);
  head.writeUInt16LE(text.length, 1);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
}

async function closed(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.close(() => resolve());
  });
}
