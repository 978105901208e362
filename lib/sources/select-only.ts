import { AppError } from '#lib/errors';
import { type SqlProblem, type SqlToken, sqlTokens } from '#lib/sources/sql-tokens';

const deepest = 30;

/** What `@` may stand before: the parameters of docs/source-sql.md. */
const parameters = new Set(['@desde', '@hasta', '@ubicacion']);

/** Words that begin or make a statement, or reach beyond the database. All but a few are reserved: no column is called so without quotes. */
const forbiddenWords = new Set(
  [
    ...[
      'insert update delete merge truncate drop alter create exec execute grant revoke deny backup restore dbcc bulk into',
    ],
    ...[
      'openrowset openquery opendatasource openxml waitfor shutdown kill reconfigure use declare set begin commit rollback',
    ],
    ...[
      'save goto while if return print raiserror throw go readtext writetext updatetext checkpoint load dump revert setuser',
    ],
    ...['receive option compute browse fetch open close deallocate cursor trigger procedure proc function'],
    // Locks that keep the tills from selling.
    ...['tablockx xlock updlock holdlock serializable repeatableread'],
  ].flatMap((line) => line.split(' ')),
);

/** Names that are refused in quotes as well: they run programs or read files of the server. */
const forbiddenNames =
  /^(xp_.*|sp_(executesql|execute.*|oa.*|configure|addextendedproc|start_job)|openrowset|openquery|opendatasource|openxml|fn_(get_audit_file|xe_file_target_read_file|trace_gettable|trace_geteventinfo|dump_dblog|full_dblog|dblog))$/i;

/** The query itself, for the moment before it is sent. Throws `source_rejected` where it is not one SELECT. */
export function selectOnly(query: string, store: { id: string; name: string }): string {
  const problem = selectProblem(query);
  if (!problem) return query;
  const text = `${store.name}: the query is not one plain SELECT: ${problem.why}, in line ${problem.line}`;
  throw new AppError('source_rejected', text, { params: { store: store.id, why: 'syntax' } });
}

/**
 * Null when the text is one SELECT that can stand between parentheses and do nothing else; otherwise what is wrong and where. It does
 * not parse: quotes and comments that end, balanced parentheses and no semicolon keep the text inside the derived
 * table that it is put in, and T-SQL has no statement there.
 */
export function selectProblem(query: string): SqlProblem | null {
  const tokens = sqlTokens(query);
  if (!Array.isArray(tokens)) return tokens;
  const [first] = tokens;
  if (!first) return { why: 'no query', line: 1 };
  if (first.kind !== 'word' || !isWord(first, 'select')) return { why: notSelect(first), line: first.line };
  return parenthesesProblem(tokens) ?? firstProblem(tokens);
}

function notSelect(first: SqlToken): string {
  if (isWord(first, 'with')) return 'WITH cannot stand in a derived table: write it as FROM (SELECT …) AS name';
  return `it begins with ${first.text.slice(0, 30)}, expected SELECT`;
}

function parenthesesProblem(tokens: readonly SqlToken[]): SqlProblem | null {
  let depth = 0;
  for (const { kind, text, line } of tokens) {
    if (kind !== 'sign') continue;
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (depth < 0) return { why: 'a ) without its (', line };
    if (depth > deepest) return { why: `more than ${deepest} parentheses inside one another`, line };
  }
  return depth === 0 ? null : { why: 'a ( without its )', line: tokens.at(-1)?.line ?? 1 };
}

function firstProblem(tokens: readonly SqlToken[]): SqlProblem | null {
  for (const [index, token] of tokens.entries()) {
    const why = tokenProblem(token, tokens, index);
    if (why) return { why, line: token.line };
  }
  return null;
}

function tokenProblem(token: SqlToken, tokens: readonly SqlToken[], index: number): string | null {
  const { kind, text } = token;
  const next = tokens[index + 1];
  if (kind === 'variable' && !parameters.has(text.toLowerCase()))
    return `${text}, expected ${[...parameters].join(', ')}`;
  if (kind === 'word' && text.normalize('NFKC') !== text.normalize('NFC'))
    return `letters that look like others: ${text}`;
  if (kind === 'word' && forbiddenWords.has(text.toLowerCase())) return `the word ${text.toUpperCase()}`;
  if ((kind === 'word' || kind === 'name') && forbiddenNames.test(text)) return `the name ${text}`;
  if (isWord(token, 'next') && next && isWord(next, 'value')) return 'NEXT VALUE FOR, which moves a sequence';
  return isName(token) && partsFrom(tokens, index) > 3 ? 'a name of four parts, which is another server' : null;
}

const isWord = ({ kind, text }: SqlToken, word: string): boolean => kind === 'word' && text.toLowerCase() === word;
const isName = ({ kind }: SqlToken): boolean => kind === 'word' || kind === 'name';

/** `a.b.c` has three parts, and so has `a..c`. */
function partsFrom(tokens: readonly SqlToken[], start: number): number {
  let parts = 1;
  for (let at = start + 1; tokens[at]?.text === '.' && tokens[at]?.kind === 'sign'; at += 1) {
    parts += 1;
    const part = tokens[at + 1];
    if (part && isName(part)) at += 1;
  }
  return parts;
}
