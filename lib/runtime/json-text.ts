/**
 * JSON that PostgreSQL takes: jsonb and text refuse NUL and lone surrogates, and JSON has no bigint.
 * Sent as text and cast in SQL, because both drivers would otherwise encode a string once more.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, part: unknown) => {
    if (typeof part === 'string') return storableText(part);
    return typeof part === 'bigint' ? String(part) : part;
  });
}

export function storableText(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
  return whole.isWellFormed() ? whole : whole.toWellFormed();
}
