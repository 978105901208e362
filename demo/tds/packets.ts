/** The kinds of TDS messages that matter here. */
export const messageType = {
  sqlBatch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transaction: 0x0e,
  login: 0x10,
  prelogin: 0x12,
} as const;

export const headerLength = 8;
const statusEnd = 0x01;
const statusIgnore = 0x02;
const statusReset = 0x08;

export type Message = {
  readonly type: number;
  readonly payload: Buffer;
  /** The client gave up while it was sending. */
  readonly ignored: boolean;
  readonly resetsConnection: boolean;
};

/** Puts the packets of a stream together into messages. Throws on what cannot be TDS. */
export function makeMessageReader(onMessage: (message: Message) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let resets = false;
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= headerLength) {
      const length = pending.readUInt16BE(2);
      if (length < headerLength) throw new Error(`a TDS packet of ${length} bytes`);
      if (pending.length < length) return;
      const status = pending.readUInt8(1);
      const type = pending.readUInt8(0);
      parts.push(pending.subarray(headerLength, length));
      resets ||= (status & statusReset) !== 0;
      pending = pending.subarray(length);
      if ((status & statusEnd) === 0) continue;
      const message = {
        type,
        payload: Buffer.concat(parts),
        ignored: (status & statusIgnore) !== 0,
        resetsConnection: resets,
      };
      parts = [];
      resets = false;
      onMessage(message);
    }
  };
}

/** The header of a packet of the server. */
export function writeHeader(
  header: Buffer,
  packet: { type?: number; length: number; id: number; last: boolean; spid: number },
): Buffer {
  header.writeUInt8(packet.type ?? messageType.response, 0);
  header.writeUInt8(packet.last ? statusEnd : 0, 1);
  header.writeUInt16BE(packet.length, 2);
  header.writeUInt16BE(packet.spid, 4);
  header.writeUInt8(packet.id & 0xff, 6);
  header.writeUInt8(0, 7);
  return header;
}
