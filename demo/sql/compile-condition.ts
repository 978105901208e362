import type { Condition } from '#demo/sql/ast';
import { comparison, likePredicate } from '#demo/sql/comparison';
import { compileExpression } from '#demo/sql/compile-expression';
import { convertTo, type Predicate, type Scope } from '#demo/sql/compiled';
import type { SqlType } from '#demo/sql/types';

/** Binds names and types of a predicate. */
export function compileCondition(condition: Condition, scope: Scope): Predicate {
  switch (condition.kind) {
    case 'and':
      return allOf(condition.parts.map((part) => compileCondition(part, scope)));
    case 'or':
      return anyOf(condition.parts.map((part) => compileCondition(part, scope)));
    case 'not': {
      const inner = compileCondition(condition.operand, scope);
      return (columns, row) => {
        const result = inner(columns, row);
        return result === null ? null : !result;
      };
    }
    case 'isNull': {
      const { evaluate } = compileExpression(condition.operand, scope);
      const { negated: isNot } = condition;
      return (columns, row) => (evaluate(columns, row) === null) !== isNot;
    }
    case 'like':
      return compileLike(condition, scope);
    case 'in':
      return compileIn(condition, scope);
    case 'compare': {
      const { operator, line } = condition;
      const left = compileExpression(condition.left, scope);
      return comparison({ left, right: compileExpression(condition.right, scope) }, operator, line);
    }
  }
}

function compileLike(condition: Condition & { kind: 'like' }, scope: Scope): Predicate {
  const text: SqlType = { name: 'nvarchar', length: -1, precision: 0, scale: 0 };
  const operand = convertTo(compileExpression(condition.operand, scope), text, condition.line);
  const pattern = convertTo(compileExpression(condition.pattern, scope), text, condition.line);
  return likePredicate(operand, pattern, condition.negated);
}

function compileIn(condition: Condition & { kind: 'in' }, scope: Scope): Predicate {
  const left = compileExpression(condition.operand, scope);
  const equals = condition.list.map((item) =>
    comparison({ left, right: compileExpression(item, scope) }, '=', condition.line),
  );
  const any = anyOf(equals);
  if (!condition.negated) return any;
  return (columns, row) => {
    const result = any(columns, row);
    return result === null ? null : !result;
  };
}

export function allOf(parts: readonly Predicate[]): Predicate {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (columns, row) => {
    let result: boolean | null = true;
    for (const part of parts) {
      const value = part(columns, row);
      if (value === false) return false;
      if (value === null) result = null;
    }
    return result;
  };
}

function anyOf(parts: readonly Predicate[]): Predicate {
  return (columns, row) => {
    let result: boolean | null = false;
    for (const part of parts) {
      const value = part(columns, row);
      if (value === true) return true;
      if (value === null) result = null;
    }
    return result;
  };
}
