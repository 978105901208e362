import { SqlError } from '#demo/sql/sql-error';
import { type Token, tokenize } from '#demo/sql/tokens';

/** Words that end an expression or a name: never an alias, never a column unless quoted. */
const reserved = new Set(
  `add all alter and as asc begin between by case check close coalesce column commit constraint convert create cross
  current declare default delete desc distinct drop else end exec execute exists fetch for foreign from full function go
  group having if in index inner insert into is join key left like merge not null nullif of off on open option or order
  outer over percent primary print proc procedure raiserror return right rollback rowcount select set table then to top
  tran transaction truncate union unique update use user values view waitfor when where while with throw`
    .split(/\s+/)
    .filter(Boolean),
);

/** Words that read as names although they open a statement elsewhere. */
const callableReserved = new Set(['left', 'right', 'coalesce', 'convert', 'nullif']);

export type TokenReader = {
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the token if it is this word or symbol. */
  accept(text: string): boolean;
  expect(text: string): Token;
  is(...texts: string[]): boolean;
  isName(ahead?: number): boolean;
  name(): string;
  fail(): never;
  /** The text of the statement between two tokens, blanks and all. */
  sql: string;
};

export function readTokens(sql: string): TokenReader {
  const tokens = tokenize(sql);
  let position = 0;
  const last = tokens.length - 1;

  const peek = (ahead = 0): Token => tokenAt(tokens, Math.min(position + ahead, last));
  const next = (): Token => {
    const token = peek();
    if (position < last) position += 1;
    return token;
  };
  const is = (...texts: string[]): boolean => isUnquoted(peek()) && texts.includes(peek().text);
  const fail = (): never => {
    throw syntaxError(peek());
  };
  const accept = (text: string): boolean => {
    if (!is(text)) return false;
    next();
    return true;
  };
  const isName = (ahead = 0): boolean => isNameToken(peek(ahead), peek(ahead + 1));
  return {
    sql,
    peek,
    next,
    is,
    accept,
    fail,
    isName,
    expect: (text) => (is(text) ? next() : fail()),
    name: () => (isName() ? next().raw : fail()),
  };
}

function tokenAt(tokens: readonly Token[], index: number): Token {
  const token = tokens[index];
  if (!token) throw new Error(`no token ${index}`);
  return token;
}

function isUnquoted(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'symbol';
}

function isNameToken(token: Token, following: Token): boolean {
  if (token.kind === 'quotedName') return true;
  if (token.kind !== 'word') return false;
  if (!reserved.has(token.text)) return true;
  return callableReserved.has(token.text) && following.text === '(';
}

function syntaxError(token: Token): SqlError {
  const { line } = token;
  if (token.kind === 'end') return new SqlError(102, "Incorrect syntax near ''.", { line });
  if (token.kind === 'word' && reserved.has(token.text))
    return new SqlError(156, `Incorrect syntax near the keyword '${token.raw}'.`, { line });
  return new SqlError(102, `Incorrect syntax near '${token.raw}'.`, { line });
}
