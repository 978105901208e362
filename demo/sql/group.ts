import { aggregateOf, type MakeAccumulator } from '#demo/sql/aggregates';
import type { Expression, Select } from '#demo/sql/ast';
import { collationKey } from '#demo/sql/collation';
import { compileCondition } from '#demo/sql/compile-condition';
import { compileExpression } from '#demo/sql/compile-expression';
import type { Compiled, Scope } from '#demo/sql/compiled';
import { type Context, scopeOf, textOf } from '#demo/sql/from';
import { aggregateNames } from '#demo/sql/function-names';
import { columnReader, type Plan } from '#demo/sql/plan';
import { type BlockRows, rowsOf } from '#demo/sql/plan-rows';
import { sourceText } from '#demo/sql/projection';
import { allDays, type Block, blockOfRows, breath, type Scan } from '#demo/sql/scan';
import { SqlError } from '#demo/sql/sql-error';
import type { Value } from '#demo/sql/types';

type Aggregated = { make: MakeAccumulator; compiled: Compiled };
type Grouping = { keys: readonly Compiled[]; aggregates: readonly Aggregated[]; text: string | undefined };

/** A plan over the groups, and what grouped expressions and aggregates are in it. */
export type Grouped = { plan: Plan; replaced: NonNullable<Scope['replaced']> };

export function groupRows(select: Select, plan: Plan, context: Context): Grouped {
  const scope = scopeOf(context, plan.columns);
  const keys = select.groupBy.map((expression) => compileExpression(expression, scope));
  const keyTexts = select.groupBy.map(groupText);
  const aggregates = new Map<string, Aggregated>();
  const replaced = (expression: Expression): Compiled | undefined => {
    const text = groupText(expression);
    const key = keyTexts.indexOf(text);
    const grouped = keys[key];
    if (grouped) return columnReader(grouped, key);
    if (expression.kind === 'call' && aggregateNames.has(expression.name)) return register(expression, text);
    if (expression.kind === 'column') throw notGrouped(expression);
    return undefined;
  };
  const register = (call: Expression & { kind: 'call' }, text: string): Compiled => {
    const known = aggregates.get(text);
    if (known) return known.compiled;
    const { type, make } = aggregateOf(call, scope);
    const compiled = columnReader({ type, nullable: true }, keys.length + aggregates.size);
    aggregates.set(text, { make, compiled });
    return compiled;
  };
  const groupedScope: Scope = { ...scopeOf(context, []), replaced };
  const having = select.having ? compileCondition(select.having, groupedScope) : undefined;
  const grouping = () => ({ keys, aggregates: [...aggregates.values()], text: aggregationOf(select) });
  const scan = groupScan(plan, grouping);
  return { plan: { columns: [], scan, days: allDays, seeks: [], filters: having ? [having] : [] }, replaced };
}

/** Qualified or not, in capitals or not, a column is the same column. */
function groupText(expression: Expression): string {
  if (expression.kind === 'column') return (expression.path.at(-1) ?? '').toLowerCase();
  return textOf(expression).toLowerCase();
}

function notGrouped({ path, line }: Expression & { kind: 'column' }): SqlError {
  return new SqlError(
    8120,
    `Column '${path.join('.')}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
    { severity: 16, line },
  );
}

/** The aggregates are known only when the whole select list is compiled: hence the function. */
function groupScan(plan: Plan, grouping: () => Grouping): Scan {
  const blocks = () => groupBlocks(plan, grouping());
  return { columns: [], dayColumn: undefined, dayKeys: [], sortedBy: [], blocks };
}

/** What is computed of the rows, as text; undefined when a variable takes part. */
function aggregationOf({ from, items, groupBy, having }: Select): string | undefined {
  const source = from ? sourceText(from) : undefined;
  const text = textOf({ items, groupBy, having });
  return source === undefined || text.includes('"kind":"variable"') ? undefined : `${text} from ${source}`;
}

const known = new WeakMap<Block['columns'], Map<string, Block>>();

/** The groups, as one block; a breath after each block that went into them. */
function* groupBlocks(plan: Plan, grouping: Grouping): Generator<Block> {
  const parts = rowsOf(plan)[Symbol.iterator]();
  const first = parts.next();
  const second = first.done ? first : parts.next();
  if (!first.done && second.done && isWhole(first.value)) {
    yield rememberedGroups(first.value, grouping);
    return;
  }
  const groups = makeGroups(grouping);
  for (let part = first; !part.done; part = part === first ? second : parts.next()) {
    addRows(groups, part.value, grouping);
    yield breath;
  }
  yield blockOf(groups, grouping);
}

function isWhole({ block, rows, from, to }: BlockRows): boolean {
  return rows === undefined && from === 0 && to === block.count;
}

/** A block never changes, so what was computed of all its rows is kept for as long as it lives. */
function rememberedGroups(part: BlockRows, grouping: Grouping): Block {
  const remembered = known.get(part.block.columns) ?? new Map<string, Block>();
  known.set(part.block.columns, remembered);
  const answer = grouping.text === undefined ? undefined : remembered.get(grouping.text);
  if (answer) return answer;
  const groups = makeGroups(grouping);
  addRows(groups, part, grouping);
  const block = blockOf(groups, grouping);
  if (grouping.text !== undefined) remembered.set(grouping.text, block);
  return block;
}

type Group = { keys: Value[]; accumulators: ReturnType<MakeAccumulator>[] };
type Groups = Map<string, Group>;

/** Without GROUP BY all rows are one group, even when there are none. */
function makeGroups(grouping: Grouping): Groups {
  return grouping.keys.length > 0 ? new Map() : new Map([['', makeGroup([], grouping)]]);
}

function makeGroup(keys: Value[], { aggregates }: Grouping): Group {
  return { keys, accumulators: aggregates.map(({ make }) => make()) };
}

function addRows(groups: Groups, { block, rows, from, to }: BlockRows, grouping: Grouping): void {
  const { columns } = block;
  for (let i = from; i < to; i += 1) {
    const row = rows ? (rows[i] ?? 0) : i;
    const values = grouping.keys.map((key) => key.evaluate(columns, row));
    const text = values.map(groupKey).join('\u0000');
    const group = groups.get(text) ?? makeGroup(values, grouping);
    if (values.length > 0) groups.set(text, group);
    for (const accumulator of group.accumulators) accumulator.add(columns, row);
  }
}

/** Texts that compare as equal fall into one group. */
function groupKey(value: Value): string {
  return typeof value === 'string' ? `'${collationKey(value)}` : String(value);
}

function blockOf(groups: Groups, { keys, aggregates }: Grouping): Block {
  const rows = [...groups.values()].map((group) => [...group.keys, ...group.accumulators.map((each) => each.result())]);
  return blockOfRows(keys.length + aggregates.length, rows);
}
