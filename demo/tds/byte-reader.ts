/** Reads a message from its start; throws a RangeError past its end. */
export type ByteReader = {
  uint8(): number;
  uint16(): number;
  uint32(): number;
  int32(): number;
  bytes(length: number): Buffer;
  utf16(characters: number): string;
  left(): number;
};

export function byteReader(buffer: Buffer, from = 0): ByteReader {
  let at = from;
  const step = (bytes: number): number => {
    if (at + bytes > buffer.length)
      throw new RangeError(`a message ends ${at + bytes - buffer.length} bytes too early`);
    const start = at;
    at += bytes;
    return start;
  };
  const bytes = (length: number): Buffer => {
    const start = step(length);
    return buffer.subarray(start, start + length);
  };
  return {
    bytes,
    uint8: () => buffer.readUInt8(step(1)),
    uint16: () => buffer.readUInt16LE(step(2)),
    uint32: () => buffer.readUInt32LE(step(4)),
    int32: () => buffer.readInt32LE(step(4)),
    utf16: (characters) => bytes(characters * 2).toString('utf16le'),
    left: () => buffer.length - at,
  };
}
