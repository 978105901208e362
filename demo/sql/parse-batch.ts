import type { Statement } from '#demo/sql/ast';
import { parseExpression } from '#demo/sql/parse-expression';
import { parseSelectStatement } from '#demo/sql/parse-select';
import { parseType } from '#demo/sql/parse-type';
import { readTokens, type TokenReader } from '#demo/sql/token-reader';
import type { SqlType } from '#demo/sql/types';

/** Reads a whole batch; as in SQL Server, an error of syntax anywhere means that nothing of it runs. */
export function parseBatch(sql: string): Statement[] {
  const reader = readTokens(sql);
  const statements: Statement[] = [];
  while (reader.peek().kind !== 'end') {
    if (reader.accept(';')) continue;
    statements.push(parseStatement(reader));
  }
  return statements;
}

/** Reads the parameter list of sp_executesql: `@desde date, @hasta date`. */
export function parseParameterList(sql: string): { name: string; type: SqlType }[] {
  const reader = readTokens(sql);
  const parameters: { name: string; type: SqlType }[] = [];
  while (reader.peek().kind === 'variable') {
    const name = reader.next().text;
    reader.accept('as');
    parameters.push({ name, type: parseType(reader) });
    if (!reader.accept('output')) reader.accept('out');
    reader.accept(',');
  }
  return reader.peek().kind === 'end' ? parameters : reader.fail();
}

const parsers: Record<string, (reader: TokenReader) => Statement> = {
  select: (reader) => ({ kind: 'select', ...parseSelectStatement(reader) }),
  set: parseSet,
  declare: parseDeclare,
  use: parseUse,
  print: parsePrint,
  raiserror: parseRaise,
  throw: parseThrow,
  waitfor: parseWait,
  exec: parseExecute,
  execute: parseExecute,
  begin: parseTransaction,
  commit: parseTransaction,
  rollback: parseTransaction,
  if: parseIf,
};

function parseStatement(reader: TokenReader): Statement {
  const token = reader.peek();
  const parse = token.kind === 'word' ? parsers[token.text] : undefined;
  if (parse) return parse(reader);
  if (token.kind === 'symbol' && token.text === '(' && reader.peek(1).text === 'select') return reader.fail();
  return reader.fail();
}

function parseSet(reader: TokenReader): Statement {
  const { line } = reader.expect('set');
  const token = reader.peek();
  if (token.kind === 'variable') {
    const name = reader.next().text;
    reader.expect('=');
    return { kind: 'assign', name, value: parseExpression(reader), line };
  }
  const name = [reader.next().text];
  if (name[0] === 'transaction' || name[0] === 'statistics') name.push(reader.next().text, readLevel(reader));
  const values = [reader.next().text];
  while (reader.accept(',') || isOptionValue(reader)) values.push(reader.next().text);
  return { kind: 'setOption', name: name.filter(Boolean).join(' '), value: values.join(' ') };
}

function readLevel(reader: TokenReader): string {
  return reader.is('level') ? reader.next().text : '';
}

const optionValues = ['on', 'off', 'committed', 'uncommitted', 'read'];

/** `set ansi_nulls, ansi_warnings on`, `set … level read committed`: the words that still belong to the option. */
function isOptionValue(reader: TokenReader): boolean {
  return reader.is(...optionValues);
}

function parseDeclare(reader: TokenReader): Statement {
  reader.expect('declare');
  const variables: (Statement & { kind: 'declare' })['variables'][number][] = [];
  do {
    if (reader.peek().kind !== 'variable') return reader.fail();
    const name = reader.next().text;
    reader.accept('as');
    const type = parseType(reader);
    variables.push({ name, type, value: reader.accept('=') ? parseExpression(reader) : undefined });
  } while (reader.accept(','));
  return { kind: 'declare', variables };
}

function parseUse(reader: TokenReader): Statement {
  const { line } = reader.expect('use');
  return { kind: 'use', database: reader.name(), line };
}

function parsePrint(reader: TokenReader): Statement {
  reader.expect('print');
  return { kind: 'print', value: parseExpression(reader) };
}

function parseRaise(reader: TokenReader): Statement {
  const { line } = reader.expect('raiserror');
  reader.expect('(');
  const message = parseExpression(reader);
  reader.expect(',');
  const severity = parseExpression(reader);
  reader.expect(',');
  const state = parseExpression(reader);
  reader.expect(')');
  if (reader.accept('with')) reader.next();
  return { kind: 'raise', message, severity, state, line };
}

function parseThrow(reader: TokenReader): Statement {
  const { line } = reader.expect('throw');
  const number = parseExpression(reader);
  reader.expect(',');
  const message = parseExpression(reader);
  reader.expect(',');
  return { kind: 'throw', number, message, state: parseExpression(reader), line };
}

function parseWait(reader: TokenReader): Statement {
  const { line } = reader.expect('waitfor');
  reader.expect('delay');
  return { kind: 'wait', delay: parseExpression(reader), line };
}

function parseExecute(reader: TokenReader): Statement {
  const { line } = reader.next();
  const path = [reader.name()];
  while (reader.accept('.')) path.push(reader.is('.') ? '' : reader.name());
  const args: { name: string | undefined; value: ReturnType<typeof parseExpression> }[] = [];
  if (!isStatementEnd(reader)) {
    do {
      const named = reader.peek().kind === 'variable' && reader.peek(1).text === '=';
      const name = named ? reader.next().text : undefined;
      if (named) reader.next();
      args.push({ name, value: parseExpression(reader) });
    } while (reader.accept(','));
  }
  return { kind: 'execute', procedure: (path.at(-1) ?? '').toLowerCase(), args, line };
}

function isStatementEnd(reader: TokenReader): boolean {
  const token = reader.peek();
  return token.kind === 'end' || token.text === ';' || (token.kind === 'word' && token.text in parsers);
}

/** One connection, nothing to write: transactions are taken note of by nobody. */
function parseTransaction(reader: TokenReader): Statement {
  reader.next();
  if (!reader.accept('tran')) reader.accept('transaction');
  return { kind: 'nothing' };
}

/** `if @@trancount > 0 commit` is what drivers send: there is never a transaction, so the branch never runs. */
function parseIf(reader: TokenReader): Statement {
  reader.expect('if');
  if (reader.peek().text !== '@@trancount') return reader.fail();
  reader.next();
  reader.expect('>');
  parseExpression(reader);
  parseStatement(reader);
  return { kind: 'nothing' };
}
