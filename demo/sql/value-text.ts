import { clockText, dayMs, dayText, makeDayTextCache, offsetText } from '#demo/sql/dates';
import { decimalText, rescale } from '#demo/sql/decimal';
import { bigintIn, momentIn, numberIn, textIn } from '#demo/sql/narrow';
import { isDate, isText, type SqlType, type Value } from '#demo/sql/types';

export type ToText = (value: Value) => string;

/** How values of a type are printed by CAST and CONVERT, in the given style. */
export function textMaker(type: SqlType, style: number): ToText {
  if (isText(type)) return textIn;
  if (isDate(type)) return momentTextMaker(type, style);
  if (type.name === 'decimal') return decimalTextMaker(type.scale);
  if (type.name === 'money') {
    const digits = style === 2 || style === 126 ? 4 : 2;
    return (value) => decimalText(rescale(bigintIn(value), 4, digits), digits);
  }
  if (type.name === 'float' || type.name === 'real') return (value) => floatText(numberIn(value), style);
  return String;
}

const safeLimit = 9_000_000_000_000_000n;

/** Small decimals go through whole numbers: exact below 2^53, and several times faster than bigint arithmetic. */
function decimalTextMaker(scale: number): ToText {
  const unit = 10 ** scale;
  return (value) => {
    const scaled = bigintIn(value);
    if (scaled < 0n || scaled > safeLimit) return decimalText(scaled, scale);
    const whole = Number(scaled);
    const rest = whole % unit;
    const head = String((whole - rest) / unit);
    return scale === 0 ? head : `${head}.${String(rest).padStart(scale, '0')}`;
  };
}

function floatText(value: number, style: number): string {
  if (style === 3) return String(value);
  if (style === 1 || style === 2) return value.toExponential(style === 1 ? 7 : 15);
  const plain = Number(value.toPrecision(6));
  return Math.abs(plain) >= 1e6 || (plain !== 0 && Math.abs(plain) < 1e-4) ? exponentText(plain) : String(plain);
}

function exponentText(value: number): string {
  return value
    .toExponential()
    .replace(/e([+-])(\d)$/, 'e$100$2')
    .replace(/e([+-])(\d\d)$/, 'e$10$2');
}

type Parts = { day: string; ms: number; scale: number };

const layouts: Record<number, (parts: Parts) => string> = {
  20: ({ day, ms }) => `${day} ${clockText(ms, 0)}`,
  120: ({ day, ms }) => `${day} ${clockText(ms, 0)}`,
  21: ({ day, ms, scale }) => `${day} ${clockText(ms, scale)}`,
  25: ({ day, ms, scale }) => `${day} ${clockText(ms, scale)}`,
  121: ({ day, ms, scale }) => `${day} ${clockText(ms, scale)}`,
  126: isoText,
  127: isoText,
  23: ({ day }) => day,
  112: ({ day }) => day.replaceAll('-', ''),
  102: ({ day }) => day.replaceAll('-', '.'),
  111: ({ day }) => day.replaceAll('-', '/'),
  103: ({ day }) => day.split('-').reverse().join('/'),
  104: ({ day }) => day.split('-').reverse().join('.'),
  105: ({ day }) => day.split('-').reverse().join('-'),
  101: ({ day }) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`,
  110: ({ day }) => `${day.slice(5, 7)}-${day.slice(8)}-${day.slice(0, 4)}`,
  108: ({ ms }) => clockText(ms, 0),
  114: ({ ms }) => clockText(ms, 3).replace('.', ':'),
};

/** Styles 126 and 127 leave the fraction out where it is zero. */
function isoText({ day, ms, scale }: Parts): string {
  return `${day}T${clockText(ms, ms % 1000 === 0 ? 0 : scale)}`;
}

function momentTextMaker(type: SqlType, style: number): ToText {
  if (type.name === 'date') return dateTextMaker(style);
  if (type.name === 'time') return (value) => clockText(numberIn(value), style === 108 ? 0 : type.scale);
  if (type.name === 'datetime' && style === 0) return (value) => legacyText(numberIn(value));
  const layout = layouts[style === 0 ? 121 : style] ?? isoText;
  const dayOf = makeDayTextCache();
  return (value) => {
    const { localMs, offsetMinutes } = momentIn(value);
    const text = layout({ day: dayOf(localMs), ms: localMs, scale: type.scale });
    if (type.name !== 'datetimeoffset') return text;
    return style === 126 ? `${text}${offsetText(offsetMinutes)}` : `${text} ${offsetText(offsetMinutes)}`;
  };
}

function dateTextMaker(style: number): ToText {
  const plain = style === 0 || style === 126 || style === 127 || style === 120 || style === 121 || style === 23;
  const layout = plain ? undefined : layouts[style];
  const dayOf = makeDayTextCache();
  return (value) => {
    const day = dayOf(numberIn(value) * dayMs);
    return layout ? layout({ day, ms: 0, scale: 0 }) : day;
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Style 0 of datetime: `Oct 17 2025  8:05AM`. */
function legacyText(localMs: number): string {
  const day = dayText(Math.floor(localMs / dayMs));
  const clock = clockText(localMs, 0);
  const hour = Number(clock.slice(0, 2));
  const shown = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, ' ');
  const month = months[Number(day.slice(5, 7)) - 1] ?? '';
  const dayOfMonth = String(Number(day.slice(8))).padStart(2, ' ');
  return `${month} ${dayOfMonth} ${day.slice(0, 4)} ${shown}:${clock.slice(3, 5)}${hour < 12 ? 'AM' : 'PM'}`;
}
