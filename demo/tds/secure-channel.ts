import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { headerLength, messageType, writeHeader } from '#demo/tds/packets';

/** TLS inside a connection of TDS 7: its handshake travels in PRELOGIN packets, what follows as it is. */
export type SecureChannel = {
  /** What is written here goes out through TLS. */
  readonly stream: TLSSocket;
  /** Bytes of TLS from the client: the payload of its PRELOGIN packets, then whatever comes. */
  receive(bytes: Buffer): void;
};

const packetSize = 4096;

/** Waits for the client's handshake; `onOpen` is told when it is over, `onClear` what the client said through it. */
export function openSecureChannel(
  socket: Socket,
  secureContext: SecureContext,
  { onOpen, onClear }: { onOpen: () => void; onClear: (bytes: Buffer) => void },
): SecureChannel {
  let isOpen = false;
  let flight: Buffer[] = [];
  /** Clients expect one message for each of theirs: what TLS writes in one go leaves as one. */
  const sendFlight = (): void => {
    const bytes = Buffer.concat(flight);
    flight = [];
    if (bytes.length > 0 && !socket.destroyed) socket.write(preloginPackets(bytes));
  };
  const wire = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      if (isOpen) return void socket.write(chunk, done);
      if (flight.length === 0) setImmediate(sendFlight);
      flight.push(chunk);
      done();
    },
    final: (done) => void socket.end(done),
  });
  const stream = new TLSSocket(wire, { isServer: true, secureContext });
  stream.on('secure', () => {
    // The last words of the handshake are written right after this.
    setImmediate(() => {
      sendFlight();
      isOpen = true;
    });
    onOpen();
  });
  stream.on('data', onClear);
  // What TLS had to say about it goes first: clients are told why.
  stream.on('error', () => setImmediate(() => socket.destroySoon()));
  socket.on('close', () => {
    stream.destroy();
    wire.destroy();
  });
  return {
    stream,
    receive: (bytes) => {
      if (!wire.push(bytes)) socket.pause();
    },
  };
}

function preloginPackets(bytes: Buffer): Buffer {
  const room = packetSize - headerLength;
  const packets: Buffer[] = [];
  for (let from = 0, id = 1; from < bytes.length; from += room, id += 1) {
    const part = bytes.subarray(from, from + room);
    const header = Buffer.allocUnsafe(headerLength);
    const last = from + room >= bytes.length;
    const type = messageType.prelogin;
    packets.push(writeHeader(header, { type, length: part.length + headerLength, id, last, spid: 0 }), part);
  }
  return Buffer.concat(packets);
}
