/** What our cleaning left, because it stands in a key: an escaped NUL or half of a character. */
const refusedEscape = /\\u(?:0000|d[89a-f])/;

/**
 * JSON that PostgreSQL takes: jsonb and text refuse NUL and lone surrogates, and JSON has no bigint.
 * Sent as text and cast in SQL, because both drivers would otherwise encode a string once more.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null, (_name, part: unknown) => storablePart(part));
  if (!refusedEscape.test(text)) return text;
  return JSON.stringify(value ?? null, (_name, part: unknown) => withStorableKeys(storablePart(part)));
}

function storablePart(part: unknown): unknown {
  if (typeof part === 'string') return storableText(part);
  return typeof part === 'bigint' ? String(part) : part;
}

function withStorableKeys(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [storableText(key), value]));
}

export function storableText(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
  return whole.isWellFormed() ? whole : whole.toWellFormed();
}
