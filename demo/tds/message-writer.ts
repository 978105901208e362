import type { Socket } from 'node:net';
import { drained } from '#demo/drained';
import { headerLength, writeHeader } from '#demo/tds/packets';

/** Writes one response message in packets, no faster than the client reads. */
export type MessageWriter = {
  /** Takes the bytes as they are: they must not change afterwards. Resolves when the socket wants more. */
  write(bytes: Buffer): Promise<void>;
  /** Sends what is left with the mark of the last packet. */
  end(): Promise<void>;
};

export type WriterOptions = { socket: Socket; packetSize: number; spid: number };

export function messageWriter({ socket, packetSize, spid }: WriterOptions): MessageWriter {
  const room = packetSize - headerLength;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let packetId = 0;

  const sendPacket = (bytes: readonly Buffer[], length: number, last: boolean): void => {
    packetId += 1;
    const header = Buffer.allocUnsafe(headerLength);
    socket.write(writeHeader(header, { length: length + headerLength, id: packetId, last, spid }));
    for (const part of bytes) socket.write(part);
  };

  /** Cuts full packets off the waiting bytes; one full packet may wait, since it may be the last. */
  const sendFull = (): void => {
    while (waitingBytes > room) {
      const { taken, rest } = take(waiting, room);
      sendPacket(taken, room, false);
      waiting = rest;
      waitingBytes -= room;
    }
  };

  return {
    write(bytes) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      return corked(socket, sendFull);
    },
    async end() {
      await corked(socket, () => sendPacket(waiting, waitingBytes, true));
      waiting = [];
      waitingBytes = 0;
    },
  };
}

async function corked(socket: Socket, send: () => void): Promise<void> {
  socket.cork();
  send();
  socket.uncork();
  if (!(await drained(socket))) throw new Error('the client is gone');
}

function take(parts: readonly Buffer[], length: number): { taken: Buffer[]; rest: Buffer[] } {
  const taken: Buffer[] = [];
  let missing = length;
  for (const [index, part] of parts.entries()) {
    if (part.length > missing) {
      if (missing > 0) taken.push(part.subarray(0, missing));
      return { taken, rest: [part.subarray(missing), ...parts.slice(index + 1)] };
    }
    taken.push(part);
    missing -= part.length;
  }
  return { taken, rest: [] };
}
