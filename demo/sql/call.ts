import type { Compiled, Scope } from '#demo/sql/compiled';
import { SqlError } from '#demo/sql/sql-error';
import type { Columns, SqlType, Value } from '#demo/sql/types';

export type Call = { name: string; args: readonly Compiled[]; line: number };
export type CompileCall = (call: Call, scope: Scope) => Compiled;

/** Argument `index`, or error 174 when the call has too few. */
export function argument({ name, args, line }: Call, index: number): Compiled {
  const arg = args[index];
  if (arg) return arg;
  throw new SqlError(174, `The ${name} function requires ${index + 1} argument(s).`, { line });
}

/** A function of values that is null as soon as one of them is. */
export function strict(args: readonly Compiled[], type: SqlType, compute: (...values: Value[]) => Value): Compiled {
  const evaluate = (columns: Columns, row: number): Value => {
    const values: Value[] = [];
    for (const arg of args) {
      const value = arg.evaluate(columns, row);
      if (value === null) return null;
      values.push(value);
    }
    return compute(...values);
  };
  return { type, nullable: true, constant: args.every((arg) => arg.constant), evaluate };
}
