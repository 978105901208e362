import type { StoreChange } from '#lib/contract/store';
import { AppError } from '#lib/errors';
import { type QueryField, queryProblems } from '#lib/sources/check-query';

/** Throws `invalid_input` for every query of a store that is not one plain SELECT. */
export function refuseQueries({ query, controlQuery, stockQuery }: Pick<StoreChange, QueryField>): void {
  const details = queryProblems({
    query: query ?? null,
    controlQuery: controlQuery ?? null,
    stockQuery: stockQuery ?? null,
  });
  if (details.length === 0) return;
  throw new AppError('invalid_input', details.map(({ path, message }) => `${path}: ${message}`).join('\n'), {
    details,
  });
}
