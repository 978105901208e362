/** A growing buffer to write tokens into. */
export type ByteWriter = {
  uint8(value: number): void;
  uint16(value: number): void;
  uint32(value: number): void;
  int32(value: number): void;
  uint64(value: bigint): void;
  double(value: number): void;
  bytes(value: Uint8Array): void;
  /** UTF-16, without a length before it. */
  utf16(text: string): void;
  /** A length of one byte, in characters, then UTF-16. */
  shortText(text: string): void;
  /** A length of two bytes, in characters, then UTF-16. */
  longText(text: string): void;
  length(): number;
  /** Hands over what was written and starts anew. */
  take(): Buffer;
};

/** A writer whose buffer grows from `capacity` bytes on; after `take` it starts with what it needed so far. */
export function byteWriter(capacity = 4096): ByteWriter {
  const room: Room = { buffer: Buffer.alloc(0), at: 0, expected: capacity };
  return {
    ...numberWriters(room),
    ...textWriters(room),
    bytes: (value) => {
      const start = reserve(room, value.length);
      room.buffer.set(value, start);
    },
    length: () => room.at,
    take: () => {
      const taken = room.buffer.subarray(0, room.at);
      room.expected = Math.max(room.expected, Math.ceil(room.at * 1.1));
      room.buffer = Buffer.alloc(0);
      room.at = 0;
      return taken;
    },
  };
}

type Room = { buffer: Buffer; at: number; expected: number };

/** Takes room; it may move the buffer, so it comes before the buffer is named in an expression. */
function reserve(room: Room, bytes: number): number {
  const start = room.at;
  room.at += bytes;
  if (room.at <= room.buffer.length) return start;
  const bigger = Buffer.allocUnsafe(Math.max(room.expected, room.buffer.length * 2, room.at));
  room.buffer.copy(bigger, 0, 0, start);
  room.buffer = bigger;
  return start;
}

type NumberWriters = Pick<ByteWriter, 'uint8' | 'uint16' | 'uint32' | 'int32' | 'uint64' | 'double'>;

function numberWriters(room: Room): NumberWriters {
  const uint32 = (value: number): void => {
    const start = reserve(room, 4);
    const { buffer } = room;
    buffer[start] = value;
    buffer[start + 1] = value >>> 8;
    buffer[start + 2] = value >>> 16;
    buffer[start + 3] = value >>> 24;
  };
  return {
    uint32,
    int32: uint32,
    uint8: (value) => {
      const start = reserve(room, 1);
      room.buffer[start] = value;
    },
    uint16: (value) => {
      const start = reserve(room, 2);
      room.buffer[start] = value;
      room.buffer[start + 1] = value >>> 8;
    },
    uint64: (value) => {
      const start = reserve(room, 8);
      room.buffer.writeBigUInt64LE(BigInt.asUintN(64, value), start);
    },
    double: (value) => {
      const start = reserve(room, 8);
      room.buffer.writeDoubleLE(value, start);
    },
  };
}

const shortTextLimit = 32;

function textWriters(room: Room): Pick<ByteWriter, 'utf16' | 'shortText' | 'longText'> {
  const { uint8, uint16 } = numberWriters(room);
  const utf16 = (text: string): void => {
    const start = reserve(room, text.length * 2);
    if (text.length > shortTextLimit) room.buffer.write(text, start, 'utf16le');
    else writeCharacters(room.buffer, text, start);
  };
  return {
    utf16,
    shortText: (text) => {
      uint8(text.length);
      utf16(text);
    },
    longText: (text) => {
      uint16(text.length);
      utf16(text);
    },
  };
}

/** Faster than Buffer.write for the short texts that rows are made of. */
function writeCharacters(buffer: Buffer, text: string, start: number): void {
  for (let i = 0, to = start; i < text.length; i += 1, to += 2) {
    const code = text.charCodeAt(i);
    buffer[to] = code;
    buffer[to + 1] = code >> 8;
  }
}
