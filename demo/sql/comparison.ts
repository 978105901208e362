import type { Comparison } from '#demo/sql/ast';
import { collationKey } from '#demo/sql/collation';
import { type Compiled, commonType, constantValue, convertTo, type Predicate } from '#demo/sql/compiled';
import { momentIn, textIn } from '#demo/sql/narrow';
import { isText, type SqlType, type Value } from '#demo/sql/types';

const outcomes: Record<Comparison, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

type Pair = { left: Compiled; right: Compiled };

/** A comparison of two expressions in the type where they meet; unknown when either is null. */
export function comparison({ left, right }: Pair, operator: Comparison, line: number): Predicate {
  const type = commonType(left.type, right.type);
  const a = convertTo(left, type, line);
  const b = convertTo(right, type, line);
  const holds = outcomes[operator];
  if (isText(type)) return textComparison({ left: a, right: b }, holds);
  const compare = comparer(type);
  const { evaluate: leftOf } = a;
  const { evaluate: rightOf } = b;
  return (columns, row) => {
    const x = leftOf(columns, row);
    const y = rightOf(columns, row);
    return x === null || y === null ? null : holds(compare(x, y));
  };
}

function textComparison({ left, right }: Pair, holds: (order: number) => boolean): Predicate {
  const a = collationKeyOf(left);
  const b = collationKeyOf(right);
  return (columns, row) => {
    const x = a(columns, row);
    const y = b(columns, row);
    if (x === null || y === null) return null;
    return holds(x === y ? 0 : x < y ? -1 : 1);
  };
}

type KeyOf = (columns: Parameters<Predicate>[0], row: number) => string | null;

function collationKeyOf({ constant, evaluate }: Compiled): KeyOf {
  if (!constant) {
    return (columns, row) => {
      const value = evaluate(columns, row);
      return value === null ? null : collationKey(textIn(value));
    };
  }
  let key: string | null | undefined;
  return (columns, row) => {
    if (key === undefined) {
      const value = evaluate(columns, row);
      key = value === null ? null : collationKey(textIn(value));
    }
    return key;
  };
}

/** Orders two values of one type; nulls are the caller's. */
export function comparer(type: SqlType): (left: Value, right: Value) => number {
  if (isText(type)) {
    return (left, right) => {
      const a = collationKey(textIn(left));
      const b = collationKey(textIn(right));
      return a === b ? 0 : a < b ? -1 : 1;
    };
  }
  if (type.name === 'datetimeoffset') return (left, right) => utcOf(left) - utcOf(right);
  return (left, right) => {
    if (left === right || left === null || right === null) return 0;
    return left < right ? -1 : 1;
  };
}

function utcOf(value: Value): number {
  const { localMs, offsetMinutes } = momentIn(value);
  return localMs - offsetMinutes * 60_000;
}

/** LIKE with %, _ and [sets]; case does not matter. */
export function likePredicate(operand: Compiled, pattern: Compiled, negated: boolean): Predicate {
  let lastPattern: string | undefined;
  let expression = /^$/;
  return (columns, row) => {
    const text = operand.evaluate(columns, row);
    const wanted = pattern.evaluate(columns, row);
    if (text === null || wanted === null) return null;
    if (wanted !== lastPattern) {
      lastPattern = textIn(wanted);
      expression = likeExpression(lastPattern);
    }
    return expression.test(textIn(text)) !== negated;
  };
}

function likeExpression(pattern: string): RegExp {
  const source = pattern.replace(/\[[^\]]*\]|[\s\S]/g, (part) => {
    if (part === '%') return '[\\s\\S]*';
    if (part === '_') return '[\\s\\S]';
    if (part.length > 1) return part.replaceAll('\\', '\\\\');
    return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'iu');
}

/** Whether two constant expressions hold the same value. */
export function sameConstant(left: Compiled, right: Compiled): boolean {
  if (!left.constant || !right.constant) return false;
  const a = constantValue(left);
  const b = constantValue(right);
  return a !== null && typeof a !== 'object' && a === b;
}
