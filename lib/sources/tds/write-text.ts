import { type ColumnWriter, reserveText } from '#lib/sources/tds/column-writer';
import type { WireCell } from '#lib/sources/tds/wire-cell';

const encoder = new TextEncoder();
/** The bits that ASCII characters of UTF-16 do not have, two in a word. */
const notAscii = 0xff80ff80;
const replacement = 0xfffd;

/** Appends UTF-16 (little endian) as UTF-8. A surrogate without its other half becomes U+FFFD. */
export function writeUtf16(writer: ColumnWriter, row: number, { view, start, length }: WireCell): void {
  reserveText(writer, (length >> 1) * 3 + 4);
  const { bytes, target } = writer;
  const end = start + length;
  let at = writer.used;
  for (let from = start; from < end; ) {
    // Four characters at a time while they are ASCII.
    for (; from + 8 <= end; from += 8, at += 4) {
      const one = view.getUint32(from, true);
      const two = view.getUint32(from + 4, true);
      if (((one | two) & notAscii) !== 0) break;
      target.setUint32(
        at,
        (one & 0x7f) | ((one >>> 8) & 0x7f00) | ((two & 0x7f) << 16) | ((two & 0x7f0000) << 8),
        true,
      );
    }
    if (from >= end) break;
    const unit = view.getUint16(from, true);
    from += 2;
    if (unit < 0x80) bytes[at++] = unit;
    else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else {
      const low = (unit & 0xfc00) === 0xd800 && from < end ? view.getUint16(from, true) : 0;
      if ((low & 0xfc00) === 0xdc00) from += 2;
      at = writeLong(bytes, at, unit, low);
    }
  }
  writer.used = at;
  writer.ends[row] = at;
}

function writeLong(bytes: Uint8Array, at: number, unit: number, low: number): number {
  if ((low & 0xfc00) === 0xdc00) {
    const point = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
    bytes[at] = 0xf0 | (point >> 18);
    bytes[at + 1] = 0x80 | ((point >> 12) & 0x3f);
    bytes[at + 2] = 0x80 | ((point >> 6) & 0x3f);
    bytes[at + 3] = 0x80 | (point & 0x3f);
    return at + 4;
  }
  const point = (unit & 0xf800) === 0xd800 ? replacement : unit;
  bytes[at] = 0xe0 | (point >> 12);
  bytes[at + 1] = 0x80 | ((point >> 6) & 0x3f);
  bytes[at + 2] = 0x80 | (point & 0x3f);
  return at + 3;
}

/** Appends single-byte text while it is ASCII, which every code page shares; false, with nothing written, when it is not. */
export function writeAscii(writer: ColumnWriter, row: number, text: Uint8Array): boolean {
  if (text.some((byte) => byte >= 0x80)) return false;
  reserveText(writer, text.length);
  writer.bytes.set(text, writer.used);
  writer.used += text.length;
  writer.ends[row] = writer.used;
  return true;
}

export function writeString(writer: ColumnWriter, row: number, text: string): void {
  reserveText(writer, text.length * 3);
  writer.used += encoder.encodeInto(text, writer.bytes.subarray(writer.used)).written;
  writer.ends[row] = writer.used;
}
