import type { OffsetInstant, Value } from '#demo/sql/types';

/** A cell whose column type says that it is a number. */
export function numberIn(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw new TypeError(`a number was expected, not ${typeof value}`);
}

/** A cell whose column type says that it is a bigint, a decimal or money. */
export function bigintIn(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  throw new TypeError(`a bigint was expected, not ${typeof value}`);
}

export function textIn(value: Value): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`a text was expected, not ${typeof value}`);
}

/** A moment: of a datetimeoffset its wall clock, of the others the ms themselves. */
export function momentIn(value: Value): OffsetInstant {
  if (typeof value === 'number') return { localMs: value, offsetMinutes: 0 };
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError(`a moment was expected, not ${typeof value}`);
}
