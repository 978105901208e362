/** One token of T-SQL: `word` unquoted, `name` in brackets or double quotes without them, `sign` a single character. */
export type SqlToken = { kind: 'word' | 'variable' | 'name' | 'text' | 'number' | 'sign'; text: string; line: number };

/** What a text is no SQL of ours for: the first thing that the server might read otherwise than we do. */
export type SqlProblem = { why: string; line: number };

const patterns: readonly [SqlToken['kind'] | 'nothing', RegExp][] = [
  ['nothing', /(?:[ \t\n]|\r\n)+/y],
  // Only "\n" ends it for us; every other line end is refused, so that the server cannot see an earlier one.
  ['nothing', /--[^\n\r\v\f\0\u0085\u2028\u2029]*(?:\r?\n|$)/y],
  ['text', /[nN]?'(?:[^'\0]|'')*'/y],
  ['name', /\[(?:[^\]\0]|\]\])*\]/y],
  ['name', /"(?:[^"\0]|"")*"/y],
  ['number', /0[xX][0-9a-fA-F]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['variable', /@[A-Za-z0-9_@#$]*/y],
  ['word', /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}_][\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{M}\p{Nd}_$]*/uy],
  ['sign', /[(),.*+\-/%=<>!&|^~]/y],
];

/**
 * Cuts T-SQL into tokens, without comments. It knows no grammar, and so cannot be surprised by one: what is not plainly
 * a token is a problem. Block comments nest, as the server's do.
 */
export function sqlTokens(sql: string): SqlToken[] | SqlProblem {
  const tokens: SqlToken[] = [];
  let line = 1;
  for (let at = 0; at < sql.length; ) {
    const isBlock = sql.startsWith('/*', at);
    const [kind, text] = isBlock ? (['nothing', blockComment(sql, at)] as const) : nextToken(sql, at);
    if (text === '') return { why: unreadable(sql, at), line };
    if (kind !== 'nothing') tokens.push({ kind, text: kind === 'name' ? bare(text) : text, line });
    line += text.split('\n').length - 1;
    at += text.length;
  }
  return tokens;
}

function nextToken(sql: string, at: number): readonly [SqlToken['kind'] | 'nothing', string] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [text] = pattern.exec(sql) ?? [];
    if (text !== undefined && text !== '') return [kind, text];
  }
  return ['nothing', ''];
}

/** Up to its own end, those within it included; empty when it has none. */
function blockComment(sql: string, at: number): string {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(sql); mark; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return sql.slice(at, marks.lastIndex);
  }
  return '';
}

const bare = (text: string): string => text.slice(1, -1).replaceAll(']]', ']').replaceAll('""', '"');

function unreadable(sql: string, at: number): string {
  if (sql.startsWith('/*', at)) return 'a comment that does not end';
  if (sql.startsWith('--', at)) return 'a line comment that does not end with a plain line end';
  const sign = String.fromCodePoint(sql.codePointAt(at) ?? 0);
  if (/['"[]/.test(sign)) return `${sign} without its end`;
  if (sign === ';') return 'a semicolon: leave it out, one SELECT needs none';
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /^[\x21-\x7e]$/.test(sign) ? `the sign ${sign}` : `the character U+${code} outside of quotes`;
}
