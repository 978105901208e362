import type { Expression, FromItem } from '#demo/sql/ast';
import { parseCondition } from '#demo/sql/parse-condition';
import { parseExpression } from '#demo/sql/parse-expression';
import { parseSelect, skipParentheses } from '#demo/sql/parse-select';
import type { TokenReader } from '#demo/sql/token-reader';
import { untyped } from '#demo/sql/types';

/** Reads what stands behind FROM: tables, derived tables, functions, and their joins. */
export function parseFrom(reader: TokenReader): FromItem {
  let left = parseJoined(reader);
  while (reader.accept(',')) {
    left = { kind: 'join', type: 'cross', left, right: parseJoined(reader), on: undefined };
  }
  return left;
}

function parseJoined(reader: TokenReader): FromItem {
  let left = parseSource(reader);
  for (let type = joinType(reader); type; type = joinType(reader)) {
    const right = parseSource(reader);
    if (type !== 'cross') reader.expect('on');
    left = { kind: 'join', type, left, right, on: type === 'cross' ? undefined : parseCondition(reader) };
  }
  return left;
}

function joinType(reader: TokenReader): 'inner' | 'left' | 'cross' | undefined {
  if (reader.accept('join')) return 'inner';
  if (reader.is('inner') || reader.is('cross')) {
    const cross = reader.next().text === 'cross';
    reader.expect('join');
    return cross ? 'cross' : 'inner';
  }
  if (!reader.is('left')) return undefined;
  reader.next();
  reader.accept('outer');
  reader.expect('join');
  return 'left';
}

function parseSource(reader: TokenReader): FromItem {
  const { line } = reader.peek();
  if (reader.accept('(')) return parseDerived(reader, line);
  const path = [reader.name()];
  while (reader.accept('.')) path.push(reader.is('.') ? '' : reader.name());
  if (reader.is('(')) return parseTableFunction(reader, path, line);
  const alias = parseSourceAlias(reader);
  if (reader.accept('with')) skipParentheses(reader);
  return { kind: 'table', path, alias, line };
}

function parseDerived(reader: TokenReader, line: number): FromItem {
  if (!reader.is('select')) {
    const inner = parseFrom(reader);
    reader.expect(')');
    return inner;
  }
  const select = parseSelect(reader);
  reader.expect(')');
  const alias = parseSourceAlias(reader);
  return alias === undefined ? reader.fail() : { kind: 'derived', select, alias, line };
}

function parseTableFunction(reader: TokenReader, path: string[], line: number): FromItem {
  reader.expect('(');
  const args: Expression[] = [];
  if (!reader.is(')')) {
    do
      args.push(
        reader.accept('default') ? { kind: 'literal', value: null, type: untyped, line } : parseExpression(reader),
      );
    while (reader.accept(','));
  }
  reader.expect(')');
  const alias = parseSourceAlias(reader) ?? path.at(-1) ?? '';
  return { kind: 'function', path, args, alias, line };
}

function parseSourceAlias(reader: TokenReader): string | undefined {
  if (reader.accept('as')) return reader.name();
  return reader.isName() && !reader.is('option') ? reader.name() : undefined;
}
