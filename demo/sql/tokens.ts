import { SqlError } from '#demo/sql/sql-error';

export type Token = {
  readonly kind: 'word' | 'quotedName' | 'variable' | 'number' | 'text' | 'nationalText' | 'symbol' | 'end';
  /** A word in lower case; for every other kind the text itself, without its quotes. */
  readonly text: string;
  /** As it was written, for error messages and result names. */
  readonly raw: string;
  readonly line: number;
  /** Where the token starts and ends in the statement. */
  readonly from: number;
  readonly to: number;
};

const pattern = new RegExp(
  [
    '(?<space>\\s+)',
    '(?<comment>--[^\\n]*)',
    '(?<block>/\\*[\\s\\S]*?\\*/)',
    "(?<nationalText>[nN]'(?:[^']|'')*')",
    "(?<text>'(?:[^']|'')*')",
    '(?<bracketName>\\[(?:[^\\]]|\\]\\])*\\])',
    '(?<quotedName>"(?:[^"]|"")*")',
    '(?<variable>@@?[\\p{L}_#$@][\\p{L}\\p{N}_#$@]*)',
    '(?<word>[\\p{L}_#][\\p{L}\\p{N}_#$@]*)',
    '(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)',
    '(?<symbol><>|!=|>=|<=|!<|!>|\\+=|::|[-+*/%(),.;=<>&|^~:?$])',
  ].join('|'),
  'uy',
);

/** Cuts T-SQL into tokens; blanks and comments fall away. Error 102 or 105 where it is no T-SQL. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < sql.length) {
    const from = pattern.lastIndex;
    const groups = pattern.exec(sql)?.groups;
    if (!groups) throw unreadable(sql, from, line);
    const token = tokenOf(groups, { line, from, to: pattern.lastIndex });
    if (token) tokens.push(token);
    line += newlinesIn(sql, from, pattern.lastIndex);
  }
  tokens.push({ kind: 'end', text: '', raw: '', line, from: sql.length, to: sql.length });
  return tokens;
}

type Place = { line: number; from: number; to: number };

function tokenOf(groups: Record<string, string | undefined>, place: Place): Token | undefined {
  const { word, symbol, variable, number, text, nationalText, bracketName, quotedName } = groups;
  if (word !== undefined) return { kind: 'word', text: word.toLowerCase(), raw: word, ...place };
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, raw: symbol, ...place };
  if (variable !== undefined) return { kind: 'variable', text: variable.toLowerCase(), raw: variable, ...place };
  if (number !== undefined) return { kind: 'number', text: number, raw: number, ...place };
  if (text !== undefined) return { kind: 'text', text: unquote(text, 1, "'"), raw: text, ...place };
  if (nationalText !== undefined)
    return { kind: 'nationalText', text: unquote(nationalText, 2, "'"), raw: nationalText, ...place };
  const name = bracketName ?? quotedName;
  if (name === undefined) return undefined;
  const inner = unquote(name, 1, bracketName === undefined ? '"' : ']');
  return { kind: 'quotedName', text: inner, raw: inner, ...place };
}

function unquote(quoted: string, skip: number, quote: string): string {
  return quoted.slice(skip, -1).replaceAll(quote + quote, quote);
}

function newlinesIn(sql: string, from: number, to: number): number {
  let count = 0;
  for (let i = sql.indexOf('\n', from); i !== -1 && i < to; i = sql.indexOf('\n', i + 1)) count += 1;
  return count;
}

function unreadable(sql: string, from: number, line: number): SqlError {
  const first = sql[from] ?? '';
  if (first === "'" || first === '"') {
    const rest = sql.slice(from + 1, from + 130);
    return new SqlError(105, `Unclosed quotation mark after the character string '${rest}'.`, { line });
  }
  return new SqlError(102, `Incorrect syntax near '${first}'.`, { line });
}
