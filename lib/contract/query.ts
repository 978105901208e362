import { z } from 'zod';

/** How many items a page holds: a number in code, text in a URL. */
export function limitOf(usual: number, most: number) {
  return z.coerce.number<number | string>('expected a whole number').int().min(1).max(most).default(usual);
}

/** Yes or no in a URL. */
export const Flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1')
  .or(z.boolean());

/** Several values in one parameter, with commas between them: `state=failed,partial`. */
export function listOf<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).min(1).max(50));
}

/** Where a page begins: the `next` of the page before it. */
export const Cursor = z.string().regex(/^\d{1,18}$/, 'expected the `next` of an earlier page');
