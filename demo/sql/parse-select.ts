import type { Expression, OrderItem, Select, SelectItem } from '#demo/sql/ast';
import { parseCondition } from '#demo/sql/parse-condition';
import { parseExpression } from '#demo/sql/parse-expression';
import { parseFrom } from '#demo/sql/parse-from';
import type { TokenReader } from '#demo/sql/token-reader';
import { int } from '#demo/sql/types';

/** What a select that assigns variables (`select @a = 1`) names, in order; kept beside the select. */
export type ParsedSelect = { select: Select; assignments: string[] };

export function parseSelect(reader: TokenReader): Select {
  const { select, assignments } = parseSelectStatement(reader);
  return assignments.length > 0 ? reader.fail() : select;
}

export function parseSelectStatement(reader: TokenReader): ParsedSelect {
  const { line } = reader.expect('select');
  const distinct = reader.accept('distinct');
  if (!distinct) reader.accept('all');
  const top = reader.accept('top') ? parseTop(reader) : undefined;
  const assignments: string[] = [];
  const items = parseItems(reader, assignments);
  const from = reader.accept('from') ? parseFrom(reader) : undefined;
  const where = reader.accept('where') ? parseCondition(reader) : undefined;
  const groupBy = parseGroupBy(reader);
  const having = reader.accept('having') ? parseCondition(reader) : undefined;
  const unionAll = parseUnions(reader);
  const ordering = parseOrdering(reader);
  skipOptions(reader);
  const select = { distinct, top, items, from, where, groupBy, having, unionAll, line, ...ordering };
  return { select, assignments };
}

function parseTop(reader: TokenReader): Expression {
  if (reader.is('(')) {
    reader.next();
    const count = parseExpression(reader);
    reader.expect(')');
    return count;
  }
  const { kind, text, line } = reader.next();
  if (kind !== 'number') return reader.fail();
  return { kind: 'literal', value: Number(text), type: int, line };
}

function parseItems(reader: TokenReader, assignments: string[]): SelectItem[] {
  const items: SelectItem[] = [];
  do items.push(parseItem(reader, assignments));
  while (reader.accept(','));
  return items;
}

function parseItem(reader: TokenReader, assignments: string[]): SelectItem {
  const token = reader.peek();
  if (reader.accept('*')) return { kind: 'star', qualifier: undefined, line: token.line };
  if (reader.isName() && reader.peek(1).text === '.' && reader.peek(2).text === '*') {
    const qualifier = reader.name();
    reader.next();
    reader.next();
    return { kind: 'star', qualifier, line: token.line };
  }
  const follows = reader.peek(1);
  const equals = follows.kind === 'symbol' && follows.text === '=';
  if (token.kind === 'variable' && equals) {
    assignments.push(reader.next().text);
    reader.next();
    return { kind: 'expression', expression: parseExpression(reader), alias: undefined };
  }
  if (reader.isName() && equals) {
    const alias = reader.name();
    reader.next();
    return { kind: 'expression', expression: parseExpression(reader), alias };
  }
  return { kind: 'expression', expression: parseExpression(reader), alias: parseAlias(reader) };
}

function parseAlias(reader: TokenReader): string | undefined {
  const { kind } = reader.peek(reader.is('as') ? 1 : 0);
  if (kind === 'text' || kind === 'nationalText') {
    reader.accept('as');
    return reader.next().text;
  }
  if (reader.accept('as')) return reader.name();
  return reader.isName() ? reader.name() : undefined;
}

function parseGroupBy(reader: TokenReader): Expression[] {
  if (!reader.accept('group')) return [];
  reader.expect('by');
  const list: Expression[] = [];
  do list.push(parseExpression(reader));
  while (reader.accept(','));
  return list;
}

function parseUnions(reader: TokenReader): Select[] {
  const selects: Select[] = [];
  while (reader.is('union') && reader.peek(1).text === 'all') {
    reader.next();
    reader.next();
    selects.push(parseSelect(reader));
  }
  return selects;
}

function parseOrdering(reader: TokenReader): Pick<Select, 'orderBy' | 'offset' | 'fetch'> {
  const orderBy: OrderItem[] = [];
  if (!reader.accept('order')) return { orderBy, offset: undefined, fetch: undefined };
  reader.expect('by');
  do {
    const expression = parseExpression(reader);
    const descending = reader.accept('desc');
    if (!descending) reader.accept('asc');
    orderBy.push({ expression, descending });
  } while (reader.accept(','));
  if (!reader.accept('offset')) return { orderBy, offset: undefined, fetch: undefined };
  const offset = parseExpression(reader);
  if (!reader.accept('rows')) reader.expect('row');
  if (!reader.accept('fetch')) return { orderBy, offset, fetch: undefined };
  if (!reader.accept('next')) reader.expect('first');
  const fetch = parseExpression(reader);
  if (!reader.accept('rows')) reader.expect('row');
  reader.expect('only');
  return { orderBy, offset, fetch };
}

/** `option (recompile, maxdop 1)` steers a planner that is not here. */
function skipOptions(reader: TokenReader): void {
  if (reader.accept('option')) skipParentheses(reader);
}

/** What is in parentheses and of no concern: hints of tables and of queries. */
export function skipParentheses(reader: TokenReader): void {
  reader.expect('(');
  while (!reader.is(')')) {
    if (reader.is('(')) skipParentheses(reader);
    else if (reader.next().kind === 'end') reader.fail();
  }
  reader.expect(')');
}
