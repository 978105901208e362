import { foldText } from '#lib/contract/fold-text';
import es from '#messages/es.json' with { type: 'json' };

/** What a page writes instead of a line, or before it: by its code, and for failures by their cause. */
const { logLine, failure, cause } = es;

const hole = /\{[^{}]*\}/g;
const betweenWords = /[^\p{L}\p{N}]+/u;

export type CodedLine = { code?: string | null | undefined; params?: Readonly<Record<string, unknown>> | undefined };

const known = new Map<string, readonly string[]>();

/**
 * The words that a line of the system has for whoever reads it in another language, folded, without those that its own
 * text has: a search finds it by what is seen. Nothing for lines without a code, which read the same everywhere.
 */
export function wordsElsewhere({ code, params }: CodedLine, folded: string): string {
  if (!code) return '';
  const why = typeof params?.why === 'string' ? params.why : '';
  const key = `${code} ${why in cause ? why : ''}`;
  const words = known.get(key) ?? templateWords(code, why);
  known.set(key, words);
  return words.filter((word) => !folded.includes(word)).join(' ');
}

function templateWords(code: string, why: string): readonly string[] {
  const template = textAt(logLine, code) ?? textAt(cause, why) ?? textAt(failure, code) ?? '';
  const words = foldText(template.replace(hole, ' ')).split(betweenWords);
  return [...new Set(words)].filter((word) => word.length > 1);
}

/** Codes such as `sales.planned` are nested in the messages. */
function textAt(texts: unknown, code: string): string | undefined {
  const found = code.split('.').reduce<unknown>((place, name) => fieldOf(place, name), texts);
  return typeof found === 'string' ? found : undefined;
}

function fieldOf(place: unknown, name: string): unknown {
  return typeof place === 'object' && place !== null
    ? new Map<string, unknown>(Object.entries(place)).get(name)
    : undefined;
}
