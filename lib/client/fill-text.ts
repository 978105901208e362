const hole = /\{(\w+)\}/g;

type Params = Readonly<Record<string, unknown>>;

/** Fills `{name}` from `params`; null when one is missing, so that the caller falls back to the stored English text. */
export function fillText(template: string, params: Params): string | null {
  const missing = [...template.matchAll(hole)].some(([, name = '']) => plain(params[name]) === null);
  return missing ? null : template.replace(hole, (_, name: string) => plain(params[name]) ?? '');
}

function plain(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A message with holes alone, as it was written: the build compiles `from {day} on` to `['from ', ['day'], ' on']`. */
export function templateText(message: unknown): string | undefined {
  if (typeof message === 'string') return message;
  if (!Array.isArray(message)) return undefined;
  const parts = message.map((part) => (Array.isArray(part) && part.length === 1 ? `{${part[0]}}` : part));
  return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
}
