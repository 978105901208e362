/** A small fast generator (mulberry32): the same seed gives the same numbers in every process. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One seed of several numbers. */
export function seedOf(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x01000193);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0x5bd1e995);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Rounds of a loop that picks from a list never leave it. */
export function pick<T>(list: readonly T[], random: number): T {
  const item = list[Math.min(list.length - 1, Math.floor(random * list.length))];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
