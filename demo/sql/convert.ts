import { days1900, toMoment } from '#demo/sql/convert-moment';
import { dayMs } from '#demo/sql/dates';
import { decimalFromFloat, fitsPrecision, parseDecimal, powerOfTen, rescale } from '#demo/sql/decimal';
import { bigintIn, numberIn, textIn } from '#demo/sql/narrow';
import { valueError } from '#demo/sql/sql-error';
import {
  isBinary,
  isDate,
  isExact,
  isFloat,
  isInteger,
  isText,
  isUnicode,
  type SqlType,
  type Value,
} from '#demo/sql/types';
import { textMaker } from '#demo/sql/value-text';
import { encodeCp1252 } from '#demo/tds/cp1252';

export type Convert = (value: Value) => Value;
export type Conversion = { from: SqlType; to: SqlType; style?: number; line?: number };

/** A converter between two types that knows SQL Server's errors; null stays null. */
export function converter(conversion: Conversion): Convert {
  const { from, to } = conversion;
  if (sameType(from, to)) return (value) => value;
  const convert = converterOf(conversion);
  return (value) => (value === null ? null : convert(value));
}

function sameType(left: SqlType, right: SqlType): boolean {
  return (
    left.name === right.name &&
    left.length === right.length &&
    left.precision === right.precision &&
    left.scale === right.scale
  );
}

function converterOf(conversion: Conversion): Convert {
  const { from, to } = conversion;
  if (isBinary(from) || isBinary(to)) return toBytes(conversion);
  if (isText(to)) return toText(conversion);
  if (isExact(to)) return toExact(conversion);
  if (isFloat(to)) return toFloat(conversion);
  if (isDate(to)) return toMoment(conversion);
  if (to.name === 'bit') return toBit(conversion);
  return toInteger(conversion);
}

/** The bytes of a text as it is stored; no other type becomes bytes here. */
function toBytes({ from, to, line }: Conversion): Convert {
  if (!isBinary(to) || (!isBinary(from) && !isText(from))) return forbidden(from, to, line);
  const bytesOf = (text: string) => {
    if (isBinary(from)) return text;
    return isUnicode(from)
      ? Buffer.from(text, 'utf16le').toString('latin1')
      : Buffer.from(encodeCp1252(text)).toString('latin1');
  };
  return (value) => {
    const bytes = bytesOf(textIn(value));
    return to.length === -1 ? bytes : bytes.slice(0, to.length);
  };
}

function toText({ from, to, style = 0, line }: Conversion): Convert {
  const make = textMaker(from, style);
  const { length } = to;
  const pads = to.name === 'char' || to.name === 'nchar';
  const strict = !isText(from) && !isDate(from);
  return (value) => {
    const text = make(value);
    if (length === -1 || text.length <= length) return pads ? text.padEnd(length) : text;
    if (!strict) return text.slice(0, length);
    if (isInteger(from) && !isUnicode(to)) return '*';
    throw valueError(8115, `Arithmetic overflow error converting ${errorName(from)} to data type ${to.name}.`, line);
  };
}

function errorName({ name }: SqlType): string {
  return name === 'decimal' ? 'numeric' : name;
}

function toExact({ from, to, line }: Conversion): Convert {
  const scaled = exactReader(from, to, line);
  const name = errorName(to);
  const fits = (result: bigint) =>
    to.name === 'money' ? BigInt.asIntN(64, result) === result : fitsPrecision(result, to.precision);
  return (value) => {
    const result = scaled(value);
    if (fits(result)) return result;
    throw valueError(8115, `Arithmetic overflow error converting ${errorName(from)} to data type ${name}.`, line);
  };
}

function exactReader(from: SqlType, to: SqlType, line = 1): (value: Value) => bigint {
  const { scale } = to;
  if (isExact(from)) return (value) => rescale(bigintIn(value), from.scale, scale);
  if (isInteger(from)) return (value) => bigintIn(value) * powerOfTen(scale);
  if (isFloat(from)) return (value) => decimalFromFloat(numberIn(value), scale);
  if (!isText(from)) return forbidden(from, to, line);
  return (value) => {
    const parsed = parseDecimal(textIn(value).replace(to.name === 'money' ? /[$,]/g : /$^/g, ''));
    if (parsed) return rescale(parsed.value, parsed.scale, scale);
    throw valueError(8114, `Error converting data type ${from.name} to ${errorName(to)}.`, line);
  };
}

function toFloat({ from, to, line }: Conversion): Convert {
  if (isExact(from)) {
    const unit = 10 ** from.scale;
    return (value) => Number(bigintIn(value)) / unit;
  }
  if (!isText(from)) return isDate(from) ? forbidden(from, to, line) : numberIn;
  return (value) => {
    const text = textIn(value).trim();
    const parsed = Number(text);
    if (Number.isFinite(parsed)) return parsed;
    throw valueError(8114, `Error converting data type ${from.name} to ${to.name}.`, line);
  };
}

function toBit({ from, to, line }: Conversion): Convert {
  if (isDate(from)) return forbidden(from, to, line);
  if (!isText(from)) return (value) => (Number(value) === 0 ? 0 : 1);
  return (value) => {
    const text = textIn(value).trim().toLowerCase();
    if (text === 'true') return 1;
    if (text === 'false' || text === '') return 0;
    if (/^[+-]?\d+$/.test(text)) return Number(text) === 0 ? 0 : 1;
    throw conversionFailed(from, to, { value, line });
  };
}

const ranges: Record<string, readonly [bigint, bigint]> = {
  tinyint: [0n, 255n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
};

function toInteger({ from, to, line }: Conversion): Convert {
  const [low, high] = ranges[to.name] ?? [0n, 0n];
  const read = integerReader(from, to, line);
  const wide = to.name === 'bigint';
  return (value) => {
    const whole = read(value);
    if (whole >= low && whole <= high) return wide ? whole : Number(whole);
    if (isText(from)) {
      const text = textIn(value);
      throw valueError(
        248,
        `The conversion of the ${from.name} value '${text}' overflowed an ${to.name} column.`,
        line,
      );
    }
    throw valueError(8115, `Arithmetic overflow error converting expression to data type ${to.name}.`, line);
  };
}

function integerReader(from: SqlType, to: SqlType, line = 1): (value: Value) => bigint {
  if (isExact(from)) return (value) => bigintIn(value) / powerOfTen(from.scale);
  if (isFloat(from)) return (value) => BigInt(Math.trunc(numberIn(value)));
  if (isInteger(from)) return bigintIn;
  if (!isText(from)) return from.name === 'datetime' ? daysOfDatetime : forbidden(from, to, line);
  return (value) => {
    const text = textIn(value).trim();
    if (text === '') return 0n;
    if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
    throw conversionFailed(from, to, { value, line });
  };
}

/** A datetime as a number counts days since 1900. */
function daysOfDatetime(value: Value): bigint {
  return BigInt(Math.round(numberIn(value) / dayMs) - days1900);
}

function conversionFailed(from: SqlType, to: SqlType, at: { value: Value; line: number | undefined }): Error {
  const shown = `the ${from.name} value '${at.value}'`;
  return valueError(245, `Conversion failed when converting ${shown} to data type ${to.name}.`, at.line);
}

/** Some pairs of types have no conversion at all. */
export function forbidden(from: SqlType, to: SqlType, line = 1): () => never {
  throw valueError(529, `Explicit conversion from data type ${from.name} to ${to.name} is not allowed.`, line);
}
