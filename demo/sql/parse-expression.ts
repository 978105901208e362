import type { CaseBranch, Condition, Expression } from '#demo/sql/ast';
import { parseDecimal } from '#demo/sql/decimal';
import { parseCondition } from '#demo/sql/parse-condition';
import { parseType } from '#demo/sql/parse-type';
import type { TokenReader } from '#demo/sql/token-reader';
import type { Token } from '#demo/sql/tokens';
import { bigint, decimal, float, int, nvarchar, untyped, varchar } from '#demo/sql/types';

/** Reads an expression: sums of products of primaries. */
export function parseExpression(reader: TokenReader): Expression {
  let left = parseProduct(reader);
  while (reader.is('+', '-')) {
    const { text, line } = reader.next();
    left = { kind: 'arithmetic', operator: text === '+' ? '+' : '-', left, right: parseProduct(reader), line };
  }
  return left;
}

function parseProduct(reader: TokenReader): Expression {
  let left = parsePrimary(reader);
  while (reader.is('*', '/', '%')) {
    const { text, line } = reader.next();
    const operator = text === '*' ? '*' : text === '/' ? '/' : '%';
    left = { kind: 'arithmetic', operator, left, right: parsePrimary(reader), line };
  }
  return left;
}

function parsePrimary(reader: TokenReader): Expression {
  const token = reader.peek();
  if (reader.accept('-')) return { kind: 'negative', operand: parsePrimary(reader), line: token.line };
  if (reader.accept('+')) return parsePrimary(reader);
  if (reader.accept('(')) return parseParenthesized(reader);
  if (reader.is('null')) return literal(reader.next(), null);
  if (reader.is('case')) return parseCase(reader);
  if (reader.is('current_timestamp')) return { ...call('getdate', []), line: reader.next().line };
  if (token.kind === 'number' || token.kind === 'text' || token.kind === 'nationalText') return constant(reader.next());
  if (token.kind === 'variable') return { kind: 'variable', name: reader.next().text, line: token.line };
  if (!reader.isName()) return reader.fail();
  return reader.peek(1).text === '(' && reader.peek(1).kind === 'symbol' ? parseCall(reader) : parsePath(reader);
}

function parseParenthesized(reader: TokenReader): Expression {
  const inner = parseExpression(reader);
  reader.expect(')');
  return inner;
}

function literal(token: Token, value: null): Expression {
  return { kind: 'literal', value, type: untyped, line: token.line };
}

function constant({ kind, text, line }: Token): Expression {
  if (kind === 'text') return { kind: 'literal', value: text, type: varchar(Math.max(1, text.length)), line };
  if (kind === 'nationalText') return { kind: 'literal', value: text, type: nvarchar(Math.max(1, text.length)), line };
  if (/e/i.test(text)) return { kind: 'literal', value: Number(text), type: float, line };
  const parsed = parseDecimal(text);
  if (!parsed) throw new Error(`not a number: ${text}`);
  if (text.includes('.') || text.length > 18) {
    const precision = Math.max(parsed.value.toString().length, parsed.scale);
    return { kind: 'literal', value: parsed.value, type: decimal(precision, parsed.scale), line };
  }
  const isInt = parsed.value <= 2147483647n;
  if (isInt) return { kind: 'literal', value: Number(parsed.value), type: int, line };
  return { kind: 'literal', value: parsed.value, type: bigint, line };
}

function parsePath(reader: TokenReader): Expression {
  const { line } = reader.peek();
  const path = [reader.name()];
  while (reader.accept('.')) path.push(reader.name());
  return { kind: 'column', path, line };
}

function call(name: string, args: readonly Expression[]): Expression & { kind: 'call' } {
  return { kind: 'call', name, args, distinct: false, star: false, line: 1 };
}

function parseCall(reader: TokenReader): Expression {
  const { text, line } = reader.next();
  const name = text.toLowerCase();
  reader.expect('(');
  if (name === 'cast' || name === 'try_cast') return parseCast(reader, name === 'try_cast', line);
  if (name === 'convert' || name === 'try_convert') return parseConvert(reader, name === 'try_convert', line);
  if (name === 'iif') return parseIif(reader, line);
  if (reader.accept('*')) {
    reader.expect(')');
    return { ...call(name, []), star: true, line };
  }
  const distinct = reader.accept('distinct');
  if (!distinct) reader.accept('all');
  return { ...call(name, parseArguments(reader)), distinct, line };
}

/** A list of expressions up to its closing parenthesis. */
export function parseArguments(reader: TokenReader): Expression[] {
  const args: Expression[] = [];
  if (!reader.is(')')) {
    do args.push(parseExpression(reader));
    while (reader.accept(','));
  }
  reader.expect(')');
  return args;
}

function parseCast(reader: TokenReader, attempt: boolean, line: number): Expression {
  const operand = parseExpression(reader);
  reader.expect('as');
  const type = parseType(reader, 30);
  reader.expect(')');
  return { kind: 'cast', operand, type, style: undefined, attempt, line };
}

function parseConvert(reader: TokenReader, attempt: boolean, line: number): Expression {
  const type = parseType(reader, 30);
  reader.expect(',');
  const operand = parseExpression(reader);
  const style = reader.accept(',') ? parseExpression(reader) : undefined;
  reader.expect(')');
  return { kind: 'cast', operand, type, style, attempt, line };
}

function parseIif(reader: TokenReader, line: number): Expression {
  const when = parseCondition(reader);
  reader.expect(',');
  const result = parseExpression(reader);
  reader.expect(',');
  const otherwise = parseExpression(reader);
  reader.expect(')');
  return { kind: 'case', branches: [{ when, result }], otherwise, line };
}

function parseCase(reader: TokenReader): Expression {
  const { line } = reader.expect('case');
  const subject = reader.is('when') ? undefined : parseExpression(reader);
  const branches: CaseBranch[] = [];
  while (reader.accept('when')) {
    const when: Condition = subject
      ? { kind: 'compare', operator: '=', left: subject, right: parseExpression(reader), line }
      : parseCondition(reader);
    reader.expect('then');
    branches.push({ when, result: parseExpression(reader) });
  }
  if (branches.length === 0) reader.fail();
  const otherwise: Expression = reader.accept('else')
    ? parseExpression(reader)
    : { kind: 'literal', value: null, type: untyped, line };
  reader.expect('end');
  return { kind: 'case', branches, otherwise, line };
}
