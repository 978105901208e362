import { asDecimalType, type Compiled, commonType, convertTo, folded } from '#demo/sql/compiled';
import { dayMs } from '#demo/sql/dates';
import { divideRounded, fitsPrecision, powerOfTen, rescale } from '#demo/sql/decimal';
import { bigintIn, numberIn, textIn } from '#demo/sql/narrow';
import { SqlError, valueError } from '#demo/sql/sql-error';
import {
  decimal,
  int,
  isDate,
  isExact,
  isFloat,
  isText,
  isUnicode,
  longestNvarchar,
  longestVarchar,
  nvarchar,
  type SqlType,
  type Value,
  varchar,
} from '#demo/sql/types';

type Operator = '+' | '-' | '*' | '/' | '%';
type Operation = { operator: Operator; line: number };
type Pair = { left: Compiled; right: Compiled };

/** The result of an operator between two expressions, typed and rounded as SQL Server does it. */
export function arithmetic(operands: Pair, operation: Operation): Compiled {
  const { left, right } = operands;
  if (isText(left.type) && isText(right.type)) return concatenation(operands, operation);
  if (isDate(left.type) || isDate(right.type)) return dayArithmetic(operands, operation);
  const common = commonType(left.type, right.type);
  if (isFloat(common)) return floatArithmetic(operands, operation);
  if (isExact(common)) return exactArithmetic(operands, operation);
  return integerArithmetic(operands, { ...operation, type: common.name === 'bit' ? int : common });
}

/** Null when either side is null. */
function combined(pair: Pair, type: SqlType, combine: (left: Value, right: Value) => Value): Compiled {
  const left = pair.left.evaluate;
  const right = pair.right.evaluate;
  return folded({
    type,
    nullable: pair.left.nullable || pair.right.nullable,
    constant: pair.left.constant && pair.right.constant,
    evaluate: (columns, row) => {
      const a = left(columns, row);
      const b = right(columns, row);
      return a === null || b === null ? null : combine(a, b);
    },
  });
}

function concatenation(pair: Pair, { operator, line }: Operation): Compiled {
  const { left, right } = pair;
  if (operator !== '+')
    throw new SqlError(
      402,
      `The data types ${left.type.name} and ${right.type.name} are incompatible in the ${operator} operator.`,
      { severity: 16, line },
    );
  const unicode = isUnicode(left.type) || isUnicode(right.type);
  const max = left.type.length === -1 || right.type.length === -1;
  const limit = unicode ? longestNvarchar : longestVarchar;
  const length = max ? -1 : Math.min(limit, left.type.length + right.type.length);
  return combined(pair, unicode ? nvarchar(length) : varchar(length), (a, b) => textIn(a) + textIn(b));
}

/** datetime + days; the newer types refuse it, as in SQL Server. */
function dayArithmetic(pair: Pair, { operator, line }: Operation): Compiled {
  const { left, right } = pair;
  if (left.type.name !== 'datetime' || isDate(right.type) || (operator !== '+' && operator !== '-'))
    throw new SqlError(206, `Operand type clash: ${right.type.name} is incompatible with ${left.type.name}`, {
      severity: 16,
      line,
    });
  const sign = operator === '+' ? 1 : -1;
  return combined(pair, left.type, (a, b) => numberIn(a) + sign * numberIn(b) * dayMs);
}

function floatArithmetic({ left, right }: Pair, { operator, line }: Operation): Compiled {
  const type = commonType(left.type, right.type);
  const pair = { left: convertTo(left, type, line), right: convertTo(right, type, line) };
  const apply: Record<Operator, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / (b === 0 ? divisionByZero(line) : b),
    '%': (a, b) => a % (b === 0 ? divisionByZero(line) : b),
  };
  const compute = apply[operator];
  return combined(pair, type, (a, b) => compute(numberIn(a), numberIn(b)));
}

function divisionByZero(line: number): never {
  throw valueError(8134, 'Divide by zero error encountered.', line);
}

function integerArithmetic({ left, right }: Pair, operation: Operation & { type: SqlType }): Compiled {
  const { type, operator, line } = operation;
  const pair = { left: convertTo(left, type, line), right: convertTo(right, type, line) };
  const wide = type.name === 'bigint';
  const limit = wide ? 2n ** 63n : 2n ** 31n;
  const compute = integerOperations(line)[operator];
  return combined(pair, type, (a, b) => {
    const result = compute(bigintIn(a), bigintIn(b));
    if (result >= limit || result < -limit)
      throw valueError(8115, `Arithmetic overflow error converting expression to data type ${type.name}.`, line);
    return wide ? result : Number(result);
  });
}

function integerOperations(line: number): Record<Operator, (a: bigint, b: bigint) => bigint> {
  return {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => (b === 0n ? divisionByZero(line) : a / b),
    '%': (a, b) => (b === 0n ? divisionByZero(line) : a % b),
  };
}

function exactArithmetic({ left, right }: Pair, { operator, line }: Operation): Compiled {
  const a = asDecimalType(isText(left.type) ? right : left);
  const b = asDecimalType(isText(right.type) ? left : right);
  const pair = { left: convertTo(left, a, line), right: convertTo(right, b, line) };
  const type = exactResult(a, b, operator);
  const compute = exactOperation({ a, b, type, operator, line });
  return combined(pair, type, (x, y) => {
    const result = compute(bigintIn(x), bigintIn(y));
    if (fitsPrecision(result, type.precision)) return result;
    throw valueError(8115, 'Arithmetic overflow error converting numeric to data type numeric.', line);
  });
}

/** Precision and scale of a result, by the table in SQL Server's documentation. */
function exactResult(a: SqlType, b: SqlType, operator: Operator): SqlType {
  if (operator === '*') return reduced(a.precision + b.precision + 1, a.scale + b.scale);
  if (operator === '/') {
    const scale = Math.max(6, a.scale + b.precision + 1);
    return reduced(a.precision - a.scale + b.scale + scale, scale);
  }
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  if (operator === '%') return reduced(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
  return decimal(Math.min(38, whole + scale + 1), Math.min(scale, Math.max(0, 38 - whole)));
}

function reduced(precision: number, scale: number): SqlType {
  if (precision <= 38) return decimal(precision, scale);
  const whole = precision - scale;
  return decimal(38, whole < 32 ? Math.min(scale, 38 - whole) : Math.min(scale, 6));
}

type Exact = { a: SqlType; b: SqlType; type: SqlType; operator: Operator; line: number };

function exactOperation({ a, b, type, operator, line }: Exact): (x: bigint, y: bigint) => bigint {
  const scale = Math.max(a.scale, b.scale);
  if (operator === '*') return (x, y) => rescale(x * y, a.scale + b.scale, type.scale);
  if (operator === '/') {
    const lift = powerOfTen(Math.max(0, type.scale + b.scale - a.scale));
    return (x, y) => (y === 0n ? divisionByZero(line) : (x * lift) / y);
  }
  if (operator === '%')
    return (x, y) => (y === 0n ? divisionByZero(line) : rescale(x, a.scale, scale) % rescale(y, b.scale, scale));
  const sign = operator === '+' ? 1n : -1n;
  return (x, y) => rescale(rescale(x, a.scale, scale) + sign * rescale(y, b.scale, scale), scale, type.scale);
}

/** AVG's division of a decimal sum. */
export function averageOf(sum: bigint, count: number, lift: number): bigint {
  return divideRounded(sum * powerOfTen(lift), BigInt(count));
}
