const windowsOnly = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const byteOf = new Map<number, number>();
for (let i = 0; i < windowsOnly.length; i += 1) byteOf.set(windowsOnly.charCodeAt(i), 0x80 + i);

/** Windows-1252, the code page of the stores' varchar; what it lacks becomes a question mark. */
export function encodeCp1252(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = cp1252Byte(text.charCodeAt(i));
  return bytes;
}

function cp1252Byte(code: number): number {
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  return byteOf.get(code) ?? 0x3f;
}

export function decodeCp1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes)
    text += byte >= 0x80 && byte <= 0x9f ? (windowsOnly[byte - 0x80] ?? '?') : String.fromCharCode(byte);
  return text;
}
