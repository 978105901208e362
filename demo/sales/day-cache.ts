import type { Block } from '#demo/sql/scan';

/** Generated days at hand, the least used dropped first; bounded by rows, for days differ in size by thousands. */
export type DayCache = {
  get(key: string, make: () => Block): Block;
};

export function dayCache(maxRows: number): DayCache {
  const blocks = new Map<string, Block>();
  let rows = 0;
  const dropOldest = (): void => {
    for (const [key, block] of blocks) {
      if (rows <= maxRows || blocks.size === 1) return;
      blocks.delete(key);
      rows -= block.count;
    }
  };
  return {
    get(key, make) {
      const known = blocks.get(key);
      if (known) {
        blocks.delete(key);
        blocks.set(key, known);
        return known;
      }
      const block = make();
      blocks.set(key, block);
      rows += block.count;
      dropOldest();
      return block;
    },
  };
}
