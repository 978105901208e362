import { wish } from '#demo/tds/encryption';

const option = { version: 0x00, encryption: 0x01, instance: 0x02, thread: 0x03, mars: 0x04 } as const;
const terminator = 0xff;

/** SQL Server 2019, as the version bytes say it. */
export const serverVersion = { major: 15, minor: 0, build: 4123 } as const;
export const productVersion = '15.0.4123.1';

/** What a client's PRELOGIN wants of encryption; one that does not say has none. */
export function askedEncryption(payload: Buffer): number {
  for (let at = 0; at < payload.length && payload.readUInt8(at) !== terminator; at += 5) {
    if (payload.readUInt8(at) === option.encryption) return payload.readUInt8(payload.readUInt16BE(at + 1));
  }
  return wish.notSupported;
}

/** The answer to a PRELOGIN: version, encryption, no MARS. */
export function preloginResponse(encryption: number): Buffer {
  const version = Buffer.alloc(6);
  version.writeUInt8(serverVersion.major, 0);
  version.writeUInt8(serverVersion.minor, 1);
  version.writeUInt16BE(serverVersion.build, 2);
  const options: readonly (readonly [number, Buffer])[] = [
    [option.version, version],
    [option.encryption, Buffer.from([encryption])],
    [option.instance, Buffer.from([0])],
    [option.thread, Buffer.alloc(0)],
    [option.mars, Buffer.from([0])],
  ];
  const table = Buffer.alloc(options.length * 5 + 1);
  let at = table.length;
  options.forEach(([token, data], index) => {
    table.writeUInt8(token, index * 5);
    table.writeUInt16BE(at, index * 5 + 1);
    table.writeUInt16BE(data.length, index * 5 + 3);
    at += data.length;
  });
  table.writeUInt8(terminator, table.length - 1);
  return Buffer.concat([table, ...options.map(([, data]) => data)]);
}
