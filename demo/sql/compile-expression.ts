import { arithmetic } from '#demo/sql/arithmetic';
import type { Expression } from '#demo/sql/ast';
import { compileCondition } from '#demo/sql/compile-condition';
import {
  type BoundColumn,
  type Compiled,
  commonType,
  constantOf,
  constantValue,
  convertTo,
  folded,
  type Scope,
} from '#demo/sql/compiled';
import { converter } from '#demo/sql/convert';
import { aggregateNames } from '#demo/sql/function-names';
import { compileFunction } from '#demo/sql/functions';
import { numberIn } from '#demo/sql/narrow';
import { SqlError } from '#demo/sql/sql-error';
import { isInteger, untyped, type Value } from '#demo/sql/types';

/** Binds names and types of an expression; the errors are SQL Server's own. */
export function compileExpression(expression: Expression, scope: Scope): Compiled {
  const replaced = scope.replaced?.(expression);
  if (replaced) return replaced;
  switch (expression.kind) {
    case 'column':
      return resolveColumn(expression, scope);
    case 'literal':
      return compileLiteral(expression);
    case 'variable':
      return resolveVariable(expression, scope);
    case 'negative':
      return compileNegative(expression, scope);
    case 'arithmetic': {
      const operands = {
        left: compileExpression(expression.left, scope),
        right: compileExpression(expression.right, scope),
      };
      return arithmetic(operands, expression);
    }
    case 'case':
      return compileCase(expression, scope);
    case 'cast':
      return compileCast(expression, scope);
    case 'call':
      return compileCall(expression, scope);
  }
}

type Kind<K extends Expression['kind']> = Expression & { kind: K };

function compileLiteral({ value, type }: Kind<'literal'>): Compiled {
  const literal = constantOf(value, type);
  return isInteger(type) && value !== null ? { ...literal, digits: String(value).length } : literal;
}

function resolveColumn({ path, line }: Kind<'column'>, scope: Scope): Compiled {
  const name = path.at(-1) ?? '';
  const qualifier = path.length > 1 ? path.at(-2) : undefined;
  const matches = scope.columns.filter((column) => isCalled(column, name, qualifier));
  const [match] = matches;
  if (matches.length > 1) throw new SqlError(209, `Ambiguous column name '${name}'.`, { severity: 16, line });
  if (match) return match.compiled;
  if (qualifier !== undefined && !scope.columns.some((column) => same(column.qualifier, qualifier)))
    throw new SqlError(4104, `The multi-part identifier "${path.join('.')}" could not be bound.`, { line });
  throw new SqlError(207, `Invalid column name '${name}'.`, { severity: 16, line });
}

function isCalled(column: BoundColumn, name: string, qualifier: string | undefined): boolean {
  return same(column.name, name) && (qualifier === undefined || same(column.qualifier, qualifier));
}

function same(left: string | undefined, right: string): boolean {
  return left !== undefined && left.toLowerCase() === right.toLowerCase();
}

function resolveVariable({ name, line }: Kind<'variable'>, scope: Scope): Compiled {
  const variable = scope.variables.get(name);
  if (!variable) throw new SqlError(137, `Must declare the scalar variable "${name}".`, { line, state: 2 });
  return constantOf(variable.value, variable.type);
}

function compileNegative({ operand, line }: Kind<'negative'>, scope: Scope): Compiled {
  const zero = constantOf(0, { name: 'tinyint', length: 0, precision: 1, scale: 0 });
  const right = compileExpression(operand, scope);
  if (right.constant && operand.kind === 'literal') return negated(right);
  return arithmetic(
    { left: convertTo(zero, isInteger(right.type) ? right.type : zero.type), right },
    { operator: '-', line },
  );
}

function negated(literal: Compiled): Compiled {
  const value = constantValue(literal);
  if (typeof value === 'number') return constantOf(-value, literal.type);
  return typeof value === 'bigint' ? constantOf(-value, literal.type) : literal;
}

function compileCase({ branches, otherwise, line }: Kind<'case'>, scope: Scope): Compiled {
  const compiled = branches.map(({ when, result }) => ({
    when: compileCondition(when, scope),
    result: compileExpression(result, scope),
  }));
  const last = compileExpression(otherwise, scope);
  const type = compiled.reduce((common, { result }) => commonType(common, result.type), last.type);
  const cases = compiled.map(({ when, result }) => ({ when, read: convertTo(result, type, line).evaluate }));
  const fallback = convertTo(last, type, line);
  return {
    type,
    nullable: fallback.nullable || compiled.some(({ result }) => result.nullable),
    constant: false,
    evaluate: (columns, row) => {
      for (const { when, read } of cases) if (when(columns, row)) return read(columns, row);
      return fallback.evaluate(columns, row);
    },
  };
}

function compileCast(expression: Kind<'cast'>, scope: Scope): Compiled {
  const { type, line, attempt } = expression;
  const operand = compileExpression(expression.operand, scope);
  const style = expression.style ? numberIn(constantValue(compileExpression(expression.style, scope))) : 0;
  const from = operand.type === untyped ? type : operand.type;
  const convert = converter({ from, to: type, style, line });
  const run = attempt ? attempted(convert) : convert;
  const { evaluate, nullable, constant } = operand;
  return folded({
    type,
    nullable: nullable || attempt,
    constant,
    evaluate: (columns, row) => run(evaluate(columns, row)),
  });
}

/** TRY_CAST and TRY_CONVERT: null where CAST would fail. */
function attempted(convert: (value: Value) => Value): (value: Value) => Value {
  return (value) => {
    try {
      return convert(value);
    } catch (error) {
      if (error instanceof SqlError) return null;
      throw error;
    }
  };
}

function compileCall(expression: Kind<'call'>, scope: Scope): Compiled {
  const { name, line } = expression;
  if (aggregateNames.has(name)) throw new SqlError(147, 'An aggregate may not appear here.', { severity: 15, line });
  const args = expression.args.map((arg, index) =>
    index === 0 && takesDatePart(name) ? datePartName(arg) : compileExpression(arg, scope),
  );
  return compileFunction({ name, args, line }, scope);
}

function takesDatePart(name: string): boolean {
  return name === 'dateadd' || name === 'datediff' || name === 'datepart' || name === 'datename';
}

/** `year` in `datepart(year, …)` is a word, no column. */
function datePartName(arg: Expression): Compiled {
  const name = arg.kind === 'column' ? (arg.path[0] ?? '') : '';
  return constantOf(name.toLowerCase(), { name: 'varchar', length: 20, precision: 0, scale: 0 });
}
