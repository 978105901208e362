const mask = '***';
const mostBytes = 15_000;
const mostTextLength = 2000;
const mostDepth = 20;

const secretParts =
  /passw|passphrase|pwd|secret|token|credential|contrase|authorization|cookie|api_?key|private_?key|otp(?!ion)/i;
const secretWords = new Set(['key', 'keys', 'code', 'codes', 'pin', 'clave', 'claves']);

/** `postgres://reader:secret@host` and the like. */
const addressPassword = /(:\/\/[^\s/:@]*:)[^\s/@]+@/g;

/**
 * A value as it may stand in the audit: what is named like a secret is masked, whatever it holds, and it takes 16 kB
 * of JSON at most; what was cut says so in its place. Of a secret, that it is absent (null) or a flag is told.
 */
export function recordable(value: unknown): unknown {
  return copyOf(value, { bytesLeft: mostBytes }, 0);
}

type Room = { bytesLeft: number };

function copyOf(value: unknown, room: Room, depth: number): unknown {
  if (typeof value === 'string') return textOf(value, room);
  if (value instanceof Date) return taken(value.toJSON(), room);
  if (typeof value !== 'object' || value === null)
    return taken(typeof value === 'bigint' ? String(value) : value, room);
  if (depth === mostDepth) return taken(`[cut: nested deeper than ${mostDepth}]`, room);
  room.bytesLeft -= 2;
  return Array.isArray(value) ? listOf(value, room, depth) : objectOf(value, room, depth);
}

function textOf(text: string, room: Room): unknown {
  const shown = text.replaceAll(addressPassword, `$1${mask}@`);
  const cut = shown.length - mostTextLength;
  const kept = cut > 0 ? `${shown.slice(0, mostTextLength)}… [cut: ${cut} characters]` : shown;
  return taken(bytesOf(kept) <= room.bytesLeft ? kept : `[cut: ${text.length} characters]`, room);
}

function taken(value: unknown, room: Room): unknown {
  room.bytesLeft -= bytesOf(value);
  return value;
}

function listOf(items: unknown[], room: Room, depth: number): unknown[] {
  const kept: unknown[] = [];
  for (const item of items) {
    if (room.bytesLeft <= 0) return [...kept, `[cut: ${items.length - kept.length} more]`];
    kept.push(copyOf(item, room, depth + 1));
    room.bytesLeft -= 1;
  }
  return kept;
}

function objectOf(object: object, room: Room, depth: number): object {
  const fields = Object.entries(object).filter(([, value]) => value !== undefined);
  const kept: [string, unknown][] = [];
  for (const [name, value] of fields) {
    room.bytesLeft -= bytesOf(name) + 2;
    if (room.bytesLeft <= 0) {
      kept.push(['…', `[cut: ${fields.length - kept.length} more]`]);
      break;
    }
    kept.push([name, isSecret(name) ? taken(masked(value), room) : copyOf(value, room, depth + 1)]);
  }
  return Object.fromEntries(kept);
}

function masked(value: unknown): unknown {
  return value === null || typeof value === 'boolean' ? value : mask;
}

/** `apiKey`, `backup_codes`, `TOTPCode`; not `codigo`, `keyboard` or `monkey`. */
function isSecret(name: string): boolean {
  if (secretParts.test(name)) return true;
  const words = name.replaceAll(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4').split(/[^a-zA-Z]+/);
  return words.some((word) => secretWords.has(word.toLowerCase()));
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
