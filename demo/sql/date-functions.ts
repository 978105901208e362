import { argument, type Call, type CompileCall, strict } from '#demo/sql/call';
import { type Compiled, constantOf, constantValue, convertTo, type Scope } from '#demo/sql/compiled';
import { roundToDatetime } from '#demo/sql/convert-moment';
import { dayMs } from '#demo/sql/dates';
import { momentIn, numberIn, textIn } from '#demo/sql/narrow';
import { SqlError } from '#demo/sql/sql-error';
import {
  date,
  datetime,
  datetime2,
  datetimeoffset,
  int,
  isDate,
  type SqlType,
  type Value,
  varchar,
} from '#demo/sql/types';

/** The ms of a date or a moment on the wall's clock. */
function wallMs(value: Value, type: SqlType): number {
  return type.name === 'date' ? numberIn(value) * dayMs : momentIn(value).localMs;
}

function backTo(ms: number, like: Value, type: SqlType): Value {
  if (type.name === 'date') return Math.floor(ms / dayMs);
  if (typeof like === 'object' && like !== null) return { ...like, localMs: ms };
  return ms;
}

const abbreviations = `yy=year yyyy=year qq=quarter q=quarter mm=month m=month dy=dayofyear y=dayofyear dd=day d=day
  wk=week ww=week dw=weekday w=weekday hh=hour mi=minute n=minute ss=second s=second ms=millisecond`;

const aliases = new Map(
  abbreviations.split(/\s+/).map((pair): [string, string] => {
    const [short = '', long = ''] = pair.split('=');
    return [short, long];
  }),
);

function partName(call: Call): string {
  const name = textIn(constantValue(argument(call, 0)));
  return aliases.get(name) ?? name;
}

const readers: Record<string, (at: Date) => number> = {
  year: (at) => at.getUTCFullYear(),
  quarter: (at) => Math.floor(at.getUTCMonth() / 3) + 1,
  month: (at) => at.getUTCMonth() + 1,
  dayofyear: (at) => Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / dayMs) + 1,
  day: (at) => at.getUTCDate(),
  weekday: (at) => at.getUTCDay() + 1,
  hour: (at) => at.getUTCHours(),
  minute: (at) => at.getUTCMinutes(),
  second: (at) => at.getUTCSeconds(),
  millisecond: (at) => at.getUTCMilliseconds(),
};

function asMoment(arg: Compiled, line: number): Compiled {
  return isDate(arg.type) ? arg : convertTo(arg, datetime2(7), line);
}

function readPart(part: string, arg: Compiled, line: number): Compiled {
  const read = readers[part];
  if (!read) throw new SqlError(155, `'${part}' is not a recognized datepart option.`, { line });
  const moment = asMoment(arg, line);
  return strict([moment], int, (value) => read(new Date(wallMs(value, moment.type))));
}

const unitMs: Record<string, number> = {
  week: 7 * dayMs,
  day: dayMs,
  dayofyear: dayMs,
  weekday: dayMs,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

const unitMonths: Record<string, number> = { year: 12, quarter: 3, month: 1 };

function dateAdd(call: Call): Compiled {
  const part = partName(call);
  const amount = convertTo(argument(call, 1), int, call.line);
  const moment = asMoment(argument(call, 2), call.line);
  const { type } = moment;
  const ms = unitMs[part];
  const months = unitMonths[part];
  if (ms === undefined && months === undefined)
    throw new SqlError(155, `'${part}' is not a recognized dateadd option.`, { line: call.line });
  return strict([amount, moment], type, (count, value) => {
    const from = wallMs(value, type);
    const to = ms === undefined ? addMonths(from, numberIn(count) * (months ?? 0)) : from + numberIn(count) * ms;
    return backTo(to, value, type);
  });
}

function addMonths(ms: number, months: number): number {
  const from = new Date(ms);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const after = new Date(first);
  const length = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)).getUTCDate();
  const clock = ((ms % dayMs) + dayMs) % dayMs;
  return first + (Math.min(from.getUTCDate(), length) - 1) * dayMs + clock;
}

/** DATEDIFF counts the borders crossed, not the time gone by. */
function dateDiff(call: Call): Compiled {
  const part = partName(call);
  const from = asMoment(argument(call, 1), call.line);
  const to = asMoment(argument(call, 2), call.line);
  const months = unitMonths[part];
  const ms = unitMs[part] ?? 1;
  const step = (at: number) => {
    if (months === undefined) return Math.floor(at / ms);
    const day = new Date(at);
    return Math.floor((day.getUTCFullYear() * 12 + day.getUTCMonth()) / months);
  };
  return strict([from, to], int, (a, b) => step(wallMs(b, to.type)) - step(wallMs(a, from.type)));
}

function clock(type: SqlType, local: boolean): CompileCall {
  return (_call: Call, scope: Scope) => {
    const ms = scope.nowMs + (local ? scope.offsetMinutes * 60_000 : 0);
    if (type.name === 'datetimeoffset') return constantOf({ localMs: ms, offsetMinutes: scope.offsetMinutes }, type);
    return constantOf(type.name === 'datetime' ? roundToDatetime(ms) : ms, type);
  };
}

export const dateFunctions: Record<string, CompileCall> = {
  getdate: clock(datetime, true),
  getutcdate: clock(datetime, false),
  sysdatetime: clock(datetime2(7), true),
  sysutcdatetime: clock(datetime2(7), false),
  sysdatetimeoffset: clock(datetimeoffset(7), true),
  year: (call) => readPart('year', argument(call, 0), call.line),
  month: (call) => readPart('month', argument(call, 0), call.line),
  day: (call) => readPart('day', argument(call, 0), call.line),
  datepart: (call) => readPart(partName(call), argument(call, 1), call.line),
  datename: (call) => convertTo(readPart(partName(call), argument(call, 1), call.line), varchar(30), call.line),
  dateadd: dateAdd,
  datediff: dateDiff,
  eomonth: (call) => {
    const moment = asMoment(argument(call, 0), call.line);
    return strict([moment], date, (value) => {
      const at = new Date(wallMs(value, moment.type));
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0) / dayMs;
    });
  },
};
