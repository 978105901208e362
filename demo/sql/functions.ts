import { argument, type Call, type CompileCall, strict } from '#demo/sql/call';
import { type Compiled, commonType, constantOf, convertTo, type Scope } from '#demo/sql/compiled';
import { dateFunctions } from '#demo/sql/date-functions';
import { rescale } from '#demo/sql/decimal';
import { bigintIn, numberIn } from '#demo/sql/narrow';
import { SqlError } from '#demo/sql/sql-error';
import { textFunctions } from '#demo/sql/text-functions';
import { int, isDate, isExact, nvarchar, type SqlType, untyped } from '#demo/sql/types';

/** Compiles a call of one of SQL Server's scalar functions. */
export function compileFunction(call: Call, scope: Scope): Compiled {
  const compile = functions[call.name] ?? textFunctions[call.name] ?? dateFunctions[call.name];
  if (!compile)
    throw new SqlError(195, `'${call.name}' is not a recognized built-in function name.`, {
      line: call.line,
      state: 10,
    });
  return compile(call, scope);
}

function coalesce({ args, line }: Call): Compiled {
  const type = args.reduce((common, arg) => commonType(common, arg.type), args[0]?.type ?? int);
  return firstNotNull(
    args.map((arg) => convertTo(arg, type, line)),
    type,
  );
}

function firstNotNull(args: readonly Compiled[], type: SqlType): Compiled {
  return {
    type,
    nullable: args.every((arg) => arg.nullable),
    constant: args.every((arg) => arg.constant),
    evaluate: (columns, row) => {
      for (const arg of args) {
        const value = arg.evaluate(columns, row);
        if (value !== null) return value;
      }
      return null;
    },
  };
}

/** ISNULL takes the type of its first argument, whatever the second one is. */
function isNull(call: Call): Compiled {
  const first = argument(call, 0);
  const second = argument(call, 1);
  const type = first.type === untyped ? second.type : first.type;
  return firstNotNull([convertTo(first, type, call.line), convertTo(second, type, call.line)], type);
}

function nullIf(call: Call): Compiled {
  const first = argument(call, 0);
  const second = convertTo(argument(call, 1), first.type, call.line);
  return {
    type: first.type,
    nullable: true,
    constant: false,
    evaluate: (columns, row) => {
      const value = first.evaluate(columns, row);
      return value === second.evaluate(columns, row) ? null : value;
    },
  };
}

function round(call: Call): Compiled {
  const value = argument(call, 0);
  const digits = convertTo(argument(call, 1), int, call.line);
  if (!isExact(value.type)) {
    return strict([value, digits], value.type, (number, count) => {
      const unit = 10 ** numberIn(count);
      return typeof number === 'bigint' ? number : Math.round(numberIn(number) * unit) / unit;
    });
  }
  const { scale } = value.type;
  return strict([value, digits], value.type, (number, count) => {
    const kept = Math.min(scale, numberIn(count));
    return rescale(rescale(bigintIn(number), scale, kept), kept, scale);
  });
}

function sign(call: Call): Compiled {
  const value = argument(call, 0);
  return strict([value], value.type, (number) => {
    if (typeof number !== 'bigint') return Math.abs(numberIn(number));
    return number < 0n ? -number : number;
  });
}

const functions: Record<string, CompileCall> = {
  coalesce,
  isnull: isNull,
  nullif: nullIf,
  round,
  abs: sign,
  isdate: (call) => (isDate(argument(call, 0).type) ? constantOf(1, int) : constantOf(0, int)),
  db_name: (_call, scope) => systemText(scope, '@@database'),
  suser_sname: (_call, scope) => systemText(scope, '@@user'),
  serverproperty: (_call, scope) => systemText(scope, '@@productversion'),
  object_id: () => constantOf(null, int),
};

/** What the session knows of itself travels among the variables. */
function systemText(scope: Scope, name: string): Compiled {
  const variable = scope.variables.get(name);
  return constantOf(variable?.value ?? null, nvarchar(128));
}
