import { foldText } from '#lib/contract/fold-text';

/** `words` are found too, and not shown. */
export type Found = { label: string; words?: string };
export type FoundGroup<Item> = { value: string; items: readonly Item[] };

/** The entries that have each word of the search, best first, without regard to case and accents; letters may be left out. */
export function fuzzyFind<Item extends Found>(
  groups: readonly FoundGroup<Item>[],
  search: string,
  mostOfGroup = 50,
): FoundGroup<Item>[] {
  const words = foldText(search).split(' ').filter(Boolean);
  return groups
    .map(({ value, items }) => ({ value, items: bestOf(items, words).slice(0, mostOfGroup) }))
    .filter(({ items }) => items.length > 0);
}

function bestOf<Item extends Found>(items: readonly Item[], words: readonly string[]): readonly Item[] {
  if (words.length === 0) return items;
  return items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}

/** 0 when a word is not there at all. */
function scoreOf({ label, words: more = '' }: Found, words: readonly string[]): number {
  const [name, all] = [foldText(label), foldText(`${label} ${more}`)];
  const scores = words.map((word) => Math.max(2 * wordScore(name, word), wordScore(all, word)));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}

const shortestSpelling = 3;

/** The beginning of a word counts more than its middle, and that more than its letters one after another. */
function wordScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0 || (at > 0 && /[\s/_-]/.test(text[at - 1] ?? ''))) return 4;
  if (at > 0) return text.split(/[\s/_-]/).some((part) => part.startsWith(word)) ? 4 : 3;
  return word.length >= shortestSpelling && hasLetters(text, word) ? 1 : 0;
}

function hasLetters(text: string, word: string): boolean {
  let at = -1;
  return [...word].every((letter) => {
    at = text.indexOf(letter, at + 1);
    return at >= 0;
  });
}
