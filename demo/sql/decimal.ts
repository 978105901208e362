import { valueError } from '#demo/sql/sql-error';

const powers: readonly bigint[] = Array.from({ length: 77 }, (_, exponent) => 10n ** BigInt(exponent));

export function powerOfTen(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent);
}

/** Division that rounds half away from zero, as SQL Server rounds decimals. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const twice = rest < 0n ? -rest * 2n : rest * 2n;
  if (twice < (divisor < 0n ? -divisor : divisor)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

export function rescale(value: bigint, from: number, to: number): bigint {
  if (from === to) return value;
  return to > from ? value * powerOfTen(to - from) : divideRounded(value, powerOfTen(from - to));
}

export function fitsPrecision(value: bigint, precision: number): boolean {
  const limit = powerOfTen(precision);
  return value < limit && value > -limit;
}

/** A scaled integer as SQL Server prints it: `-0.5000` for (-5000, 4). */
export function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return value.toString();
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${value < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** Reads `-12.50` as (-1250, 2). Undefined when the text is no decimal number. */
export function parseDecimal(text: string): { value: bigint; scale: number } | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const value = BigInt(whole + fraction);
  return { value: sign === '-' ? -value : value, scale: fraction.length };
}

/** A double as a decimal of the given scale, rounded as SQL Server rounds it. */
export function decimalFromFloat(value: number, scale: number): bigint {
  const parsed = parseDecimal(value.toFixed(Math.min(scale + 2, 20)));
  if (!parsed) throw valueError(8115, 'Arithmetic overflow error converting float to data type numeric.');
  return rescale(parsed.value, parsed.scale, scale);
}
