import transactSql from 'node-sql-parser/build/transactsql.js';
import { selectProblem } from '#lib/sources/select-only';
import type { StoreConnection } from '#lib/sources/source';

export type QueryField = 'query' | 'controlQuery' | 'stockQuery';
type Queries = Partial<Pick<StoreConnection, QueryField>>;

export type QueryJudgement = { problem: string | null; warning: string | null };

/** Said where the second check cannot read a query that the first one finds harmless: see docs/decisions/0007. */
const unparsed = 'the query has parts that the second check cannot read; the first finds it to be one SELECT';

/** Whether a query is one SELECT and nothing else, in the eyes of two checks that know nothing of each other. */
export function judgeQuery(query: string): QueryJudgement {
  const own = selectProblem(query);
  if (own) return { problem: `not one plain SELECT: ${own.why}, in line ${own.line}`, warning: null };
  const kinds = parsedKinds(query);
  if (kinds === null) return { problem: null, warning: unparsed };
  const isSelect = kinds.length === 1 && kinds[0] === 'select';
  return { problem: isSelect ? null : `not one plain SELECT: it is read as ${kinds.join(', ')}`, warning: null };
}

/** Every query that a store brings of its own and that is refused, by its field. */
export function queryProblems(queries: Queries): { path: QueryField; message: string }[] {
  const fields = ['query', 'controlQuery', 'stockQuery'] as const;
  return fields.flatMap((path) => {
    const query = queries[path];
    const problem = query ? judgeQuery(query).problem : null;
    return problem ? [{ path, message: problem }] : [];
  });
}

/** The statements that the parser sees; null where it does not understand the text, which says nothing of the text. */
function parsedKinds(query: string): string[] | null {
  try {
    const parsed = new transactSql.Parser().astify(query, { database: 'transactsql' });
    return [parsed].flat().map(({ type }) => type);
  } catch {
    return null;
  }
}
