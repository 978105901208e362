/** The forms of DER that a certificate is made of: each is a tag, a length and what it holds. */
function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const held = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(held.length)]), held]);
}

/** Up to 127 in one byte; more with the count of its bytes before them. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => tagged(0x31, ...parts);
export const boolean = (value: boolean): Buffer => tagged(0x01, Uint8Array.of(value ? 0xff : 0));
export const utf8Text = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
export const octets = (bytes: Uint8Array): Buffer => tagged(0x04, bytes);
/** The byte before the bits counts those of the last byte that do not belong: none. */
export const bits = (bytes: Uint8Array): Buffer => tagged(0x03, Uint8Array.of(0), bytes);
/** A part that is told by its number alone, made of other parts. */
export const numbered = (number: number, ...parts: readonly Uint8Array[]): Buffer => tagged(0xa0 | number, ...parts);
/** The same for plain bytes. */
export const numberedBytes = (number: number, bytes: Uint8Array): Buffer => tagged(0x80 | number, bytes);

/** A whole number without a sign, of any size: a leading bit that is set needs a zero before it. */
export function wholeNumber(bytes: Uint8Array): Buffer {
  return tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), bytes);
}

/** `1.2.840.10045.4.3.2`: the first two numbers share a byte, the others have seven bits in each. */
export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number);
  return tagged(0x06, Uint8Array.from([first * 40 + second, ...others.flatMap(sevenBits)]));
}

function sevenBits(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return bytes;
}

/** A moment to the second, of the years 1950 to 2049. */
export function moment(at: Date): Buffer {
  return tagged(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));
}
