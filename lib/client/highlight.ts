import { foldText } from '#lib/contract/fold-text';

/** A piece of a text; `hit` where it is one of the words that were searched for. */
export type Piece = { text: string; hit: boolean; at: number };

/** Cuts a text at the words of a search, without regard to case and accents, as the server searches. */
export function highlight(text: string, search: string | null): Piece[] {
  const words = (search ?? '').split(/\s+/).map(foldText).filter(Boolean);
  if (words.length === 0) return [{ text, hit: false, at: 0 }];
  const plain = foldedInPlace(text);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const next = nextHit(plain, words, at);
    const start = next?.start ?? text.length;
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false, at });
    if (!next) break;
    pieces.push({ text: text.slice(next.start, next.end), hit: true, at: next.start });
    at = next.end;
  }
  return pieces;
}

function nextHit(plain: string, words: readonly string[], from: number): { start: number; end: number } | null {
  const hits = words
    .map((word) => ({ start: plain.indexOf(word, from), word }))
    .filter(({ start }) => start >= 0)
    .toSorted((one, other) => one.start - other.start || other.word.length - one.word.length);
  const [first] = hits;
  return first ? { start: first.start, end: first.start + first.word.length } : null;
}

/** As long as the text itself, so that places in one are places in the other. */
function foldedInPlace(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const letter = text.charAt(index);
    const plain = foldText(letter);
    return plain.length === 1 ? plain : letter;
  }).join('');
}
