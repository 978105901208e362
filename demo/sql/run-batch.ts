import type { Expression, Statement } from '#demo/sql/ast';
import { compileExpression } from '#demo/sql/compile-expression';
import { constantValue, convertTo, type Variable } from '#demo/sql/compiled';
import { parseMoment } from '#demo/sql/dates';
import { type Context, scopeOf } from '#demo/sql/from';
import { numberIn } from '#demo/sql/narrow';
import { parseBatch, parseParameterList } from '#demo/sql/parse-batch';
import { type Result, runSelect } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';
import { int, nvarchar, type Value } from '#demo/sql/types';

/** What a batch does next; the session acts on it. */
export type Outcome =
  | { kind: 'rows'; result: Result }
  | { kind: 'done' }
  | { kind: 'notice'; message: string }
  | { kind: 'wait'; ms: number }
  | { kind: 'use'; database: string; line: number };

/** What outlives a batch: options, database, the name of the server. */
export type SessionState = {
  formatOnly: boolean;
  readonly globals: ReadonlyMap<string, Variable>;
};

export type Environment = Omit<Context, 'variables'>;
export type Batch = { readonly sql: string; readonly parameters: ReadonlyMap<string, Variable> };

/** Runs a batch statement by statement; a SqlError ends it. */
export function* runBatch(batch: Batch, environment: Environment, session: SessionState): Generator<Outcome> {
  const variables = new Map([...session.globals, ...batch.parameters]);
  const context: Context = { ...environment, variables };
  for (const statement of parseBatch(batch.sql)) yield* runStatement(statement, { context, session, variables });
}

type Run = { context: Context; session: SessionState; variables: Map<string, Variable> };

function* runStatement(statement: Statement, run: Run): Generator<Outcome> {
  switch (statement.kind) {
    case 'select':
      yield* runSelectStatement(statement, run);
      return;
    case 'declare':
      for (const { name, type, value } of statement.variables)
        run.variables.set(name, { type, value: value ? evaluate(value, run, type) : null });
      return;
    case 'assign':
      assign(statement, run);
      return;
    case 'setOption':
      if (statement.name === 'fmtonly') run.session.formatOnly = statement.value === 'on';
      yield { kind: 'done' };
      return;
    case 'use':
      yield { kind: 'use', database: statement.database, line: statement.line };
      return;
    case 'print':
      yield { kind: 'notice', message: String(evaluate(statement.value, run, nvarchar(-1)) ?? '') };
      return;
    case 'raise':
    case 'throw':
      throw raised(statement, run);
    case 'wait':
      yield { kind: 'wait', ms: delayOf(statement, run) };
      yield { kind: 'done' };
      return;
    case 'execute':
      yield* runProcedure(statement, run);
      return;
    case 'nothing':
      yield { kind: 'done' };
  }
}

function evaluate(expression: Expression, { context }: Run, type = nvarchar(-1)): Value {
  return constantValue(convertTo(compileExpression(expression, scopeOf(context, [])), type));
}

function assign({ name, value, line }: Statement & { kind: 'assign' }, run: Run): void {
  const variable = run.variables.get(name);
  if (!variable) throw new SqlError(137, `Must declare the scalar variable "${name}".`, { line });
  run.variables.set(name, { type: variable.type, value: evaluate(value, run, variable.type) });
}

function* runSelectStatement({ select, assignments }: Statement & { kind: 'select' }, run: Run): Generator<Outcome> {
  const result = runSelect(select, run.context);
  if (assignments.length > 0) {
    assignRow(result, assignments, run);
    yield { kind: 'done' };
    return;
  }
  yield { kind: 'rows', result: run.session.formatOnly ? { ...result, batches: [] } : result };
}

/** `select @a = x from …`: the last row wins, as in SQL Server. */
function assignRow({ items, batches }: Result, names: readonly string[], { variables }: Run): void {
  for (const { columns, rows, from, to } of batches) {
    for (let i = from; i < to; i += 1) {
      items.forEach((item, index) => {
        const name = names[index] ?? '';
        variables.set(name, { type: item.type, value: item.evaluate(columns, rows ? (rows[i] ?? 0) : i) });
      });
    }
  }
}

function raised(statement: Statement & { kind: 'raise' | 'throw' }, run: Run): SqlError {
  const message = String(evaluate(statement.message, run) ?? '');
  const state = numberIn(evaluate(statement.state, run, int) ?? 1);
  const { line } = statement;
  if (statement.kind === 'throw')
    return new SqlError(numberIn(evaluate(statement.number, run, int)), message, { severity: 16, state, line });
  return new SqlError(50000, message, { severity: numberIn(evaluate(statement.severity, run, int)), state, line });
}

function delayOf({ delay, line }: Statement & { kind: 'wait' }, run: Run): number {
  const text = String(evaluate(delay, run) ?? '');
  const moment = parseMoment(`1970-01-01 ${text}`);
  if (!moment) throw new SqlError(148, `Incorrect time syntax in time string '${text}' used with WAITFOR.`, { line });
  return moment.localMs;
}

/** `exec sp_executesql N'…', N'@a int', @a = 1` inside a batch. */
function* runProcedure({ procedure, args, line }: Statement & { kind: 'execute' }, run: Run): Generator<Outcome> {
  if (procedure !== 'sp_executesql')
    throw new SqlError(2812, `Could not find stored procedure '${procedure}'.`, { line, severity: 16, state: 62 });
  const [statement, declaration, ...values] = args;
  if (!statement)
    throw new SqlError(201, "Procedure or function 'sp_executesql' expects parameter '@statement'.", { line });
  const declared = parseParameterList(String(declaration ? (evaluate(declaration.value, run) ?? '') : ''));
  const parameters = new Map<string, Variable>();
  declared.forEach(({ name, type }, index) => {
    const given = values.find((each) => each.name === name) ?? values[index];
    parameters.set(name, { type, value: given ? evaluate(given.value, run, type) : null });
  });
  const { context, session } = run;
  yield* runBatch({ sql: String(evaluate(statement.value, run) ?? ''), parameters }, context, session);
}
