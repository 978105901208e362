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

const shortTextLimit = 32;

export function byteWriter(capacity = 4096): ByteWriter {
  let buffer = Buffer.alloc(0);
  let at = 0;
  let expected = capacity;

  /** Takes room; it may move the buffer, so it comes before the buffer is named in an expression. */
  const reserve = (bytes: number): number => {
    if (at + bytes > buffer.length) {
      const bigger = Buffer.allocUnsafe(Math.max(expected, buffer.length * 2, at + bytes));
      buffer.copy(bigger, 0, 0, at);
      buffer = bigger;
    }
    const start = at;
    at += bytes;
    return start;
  };

  const utf16 = (text: string): void => {
    const { length } = text;
    const start = reserve(length * 2);
    if (length > shortTextLimit) {
      buffer.write(text, start, 'utf16le');
      return;
    }
    for (let i = 0, to = start; i < length; i += 1, to += 2) {
      const code = text.charCodeAt(i);
      buffer[to] = code & 0xff;
      buffer[to + 1] = code >> 8;
    }
  };
  const uint8 = (value: number): void => {
    const start = reserve(1);
    buffer[start] = value;
  };
  const uint16 = (value: number): void => {
    const start = reserve(2);
    buffer[start] = value & 0xff;
    buffer[start + 1] = value >> 8;
  };
  return {
    uint8,
    uint16,
    utf16,
    uint32: (value) => {
      const start = reserve(4);
      buffer[start] = value;
      buffer[start + 1] = value >>> 8;
      buffer[start + 2] = value >>> 16;
      buffer[start + 3] = value >>> 24;
    },
    int32: (value) => {
      const start = reserve(4);
      buffer.writeInt32LE(value, start);
    },
    uint64: (value) => {
      const start = reserve(8);
      buffer.writeBigUInt64LE(BigInt.asUintN(64, value), start);
    },
    double: (value) => {
      const start = reserve(8);
      buffer.writeDoubleLE(value, start);
    },
    bytes: (value) => {
      const start = reserve(value.length);
      buffer.set(value, start);
    },
    shortText: (text) => {
      uint8(text.length);
      utf16(text);
    },
    longText: (text) => {
      uint16(text.length);
      utf16(text);
    },
    length: () => at,
    take: () => {
      const taken = buffer.subarray(0, at);
      expected = Math.max(expected, Math.ceil(at * 1.1));
      buffer = Buffer.alloc(0);
      at = 0;
      return taken;
    },
  };
}
