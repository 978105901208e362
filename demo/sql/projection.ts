import type { FromItem, Select } from '#demo/sql/ast';
import { textOf } from '#demo/sql/from';

/**
 * A text that is equal for two selects that make the same of a row: their items over their sources, without the
 * predicates that choose rows. Undefined when a variable takes part, or when rows are computed, not read.
 */
export function projectionOf(select: Select): string | undefined {
  if (!select.from || select.groupBy.length > 0 || select.distinct) return undefined;
  const source = sourceText(select.from);
  const items = textOf(select.items);
  return source === undefined || items.includes('"kind":"variable"') ? undefined : `${items} from ${source}`;
}

/** The same for a source alone. */
export function sourceText(from: FromItem): string | undefined {
  if (from.kind === 'table') return `${from.path.join('.')} ${from.alias ?? ''}`;
  if (from.kind !== 'derived') return undefined;
  const inner = projectionOf(from.select);
  return inner === undefined ? undefined : `(${inner}) ${from.alias}`;
}
