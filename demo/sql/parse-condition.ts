import type { Comparison, Condition, Expression } from '#demo/sql/ast';
import { parseArguments, parseExpression } from '#demo/sql/parse-expression';
import type { TokenReader } from '#demo/sql/token-reader';

/** Reads a predicate: ors of ands of comparisons. */
export function parseCondition(reader: TokenReader): Condition {
  const parts = [parseAnd(reader)];
  while (reader.accept('or')) parts.push(parseAnd(reader));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'or', parts };
}

function parseAnd(reader: TokenReader): Condition {
  const parts = [parseNot(reader)];
  while (reader.accept('and')) parts.push(parseNot(reader));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'and', parts };
}

function parseNot(reader: TokenReader): Condition {
  if (reader.accept('not')) return { kind: 'not', operand: parseNot(reader) };
  if (reader.is('(') && holdsCondition(reader)) {
    reader.expect('(');
    const inner = parseCondition(reader);
    reader.expect(')');
    return inner;
  }
  return parseComparison(reader);
}

const conditionWords = ['and', 'or', 'not', '=', '<>', '!=', '<', '>', '<=', '>=', 'is', 'in', 'like', 'between'];

/** Looks past an opening parenthesis: does a predicate stand in it, or an expression? */
function holdsCondition(reader: TokenReader): boolean {
  let depth = 0;
  for (let ahead = 0; ; ahead += 1) {
    const token = reader.peek(ahead);
    if (token.kind === 'end') return false;
    if (token.text === '(' && token.kind === 'symbol') depth += 1;
    if (token.text === ')' && token.kind === 'symbol') depth -= 1;
    if (depth === 0) return false;
    const plain = token.kind === 'word' || token.kind === 'symbol';
    if (plain && token.text === 'case') return false;
    if (plain && conditionWords.includes(token.text) && depthOnlyOpens(reader, ahead, depth)) return true;
  }
}

/** At depth 1, or deeper where only parentheses opened so far: `((a = 1) and …`; not inside a call's arguments. */
function depthOnlyOpens(reader: TokenReader, ahead: number, depth: number): boolean {
  if (depth === 1) return true;
  for (let i = 0; i < depth; i += 1) if (reader.peek(i).text !== '(') return false;
  return ahead >= depth;
}

const operators: Record<string, Comparison> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '!<': '>=',
  '!>': '<=',
};

function parseComparison(reader: TokenReader): Condition {
  const left = parseExpression(reader);
  const { line } = reader.peek();
  const operator = reader.peek().kind === 'symbol' ? operators[reader.peek().text] : undefined;
  if (operator) {
    reader.next();
    return { kind: 'compare', operator, left, right: parseExpression(reader), line };
  }
  if (reader.accept('is')) {
    const negated = reader.accept('not');
    reader.expect('null');
    return { kind: 'isNull', operand: left, negated, line };
  }
  const negated = reader.accept('not');
  if (reader.accept('between')) return parseBetween(reader, { left, negated, line });
  if (reader.accept('like')) return { kind: 'like', operand: left, pattern: parseExpression(reader), negated, line };
  if (!reader.accept('in')) return reader.fail();
  reader.expect('(');
  return { kind: 'in', operand: left, list: parseArguments(reader), negated, line };
}

function parseBetween(reader: TokenReader, at: { left: Expression; negated: boolean; line: number }): Condition {
  const { left, negated, line } = at;
  const low = parseExpression(reader);
  reader.expect('and');
  const high = parseExpression(reader);
  const between: Condition = {
    kind: 'and',
    parts: [
      { kind: 'compare', operator: '>=', left, right: low, line },
      { kind: 'compare', operator: '<=', left, right: high, line },
    ],
  };
  return negated ? { kind: 'not', operand: between } : between;
}
