import { argument, type Call, type CompileCall, strict } from '#demo/sql/call';
import { type Compiled, constantValue, convertTo } from '#demo/sql/compiled';
import { decimalText, rescale } from '#demo/sql/decimal';
import { bigintIn, numberIn, textIn } from '#demo/sql/narrow';
import { type Columns, int, isText, isUnicode, nvarchar, type SqlType, varchar } from '#demo/sql/types';

function asText(arg: Compiled, line: number): Compiled {
  return isText(arg.type) ? arg : convertTo(arg, nvarchar(4000), line);
}

function textFunction(change: (text: string) => string): CompileCall {
  return (call) => {
    const arg = asText(argument(call, 0), call.line);
    const type = isUnicode(arg.type) ? nvarchar(arg.type.length) : varchar(arg.type.length);
    return strict([arg], type, (value) => change(textIn(value)));
  };
}

function textOfLength(length: number | undefined, source: SqlType): SqlType {
  const known =
    length === undefined ? source.length : Math.max(1, Math.min(length, source.length === -1 ? 8000 : 8000));
  return isUnicode(source) ? nvarchar(Math.min(known, 4000)) : varchar(known);
}

function constantLength(arg: Compiled): number | undefined {
  return arg.constant ? numberIn(constantValue(arg)) : undefined;
}

function side(cut: (text: string, length: number) => string): CompileCall {
  return (call) => {
    const text = asText(argument(call, 0), call.line);
    const length = convertTo(argument(call, 1), int, call.line);
    const type = textOfLength(constantLength(length), text.type);
    return strict([text, length], type, (value, count) => cut(textIn(value), Math.max(0, numberIn(count))));
  };
}

function concat({ args, line }: Call): Compiled {
  const texts = args.map((arg) => asText(arg, line));
  const unicode = texts.some((text) => isUnicode(text.type));
  const length = texts.reduce((sum, text) => sum + (text.type.length === -1 ? 4000 : text.type.length), 0);
  const type = unicode ? nvarchar(Math.min(4000, length)) : varchar(Math.min(8000, length));
  const evaluate = (columns: Columns, row: number) => texts.map((text) => text.evaluate(columns, row) ?? '').join('');
  return { type, nullable: false, constant: texts.every((text) => text.constant), evaluate };
}

function substring(call: Call): Compiled {
  const text = asText(argument(call, 0), call.line);
  const from = convertTo(argument(call, 1), int, call.line);
  const length = convertTo(argument(call, 2), int, call.line);
  return strict([text, from, length], textOfLength(constantLength(length), text.type), (value, start, count) => {
    const first = numberIn(start) - 1;
    return textIn(value).slice(Math.max(0, first), Math.max(0, first + numberIn(count)));
  });
}

function replace(call: Call): Compiled {
  const [text, from, to] = [0, 1, 2].map((index) => asText(argument(call, index), call.line));
  if (!text || !from || !to) throw new Error('three arguments were just read');
  return strict([text, from, to], isUnicode(text.type) ? nvarchar(4000) : varchar(8000), (value, old, fresh) =>
    textIn(value).replaceAll(textIn(old), textIn(fresh)),
  );
}

/** STR(value, length, decimals): right-aligned text of a number. */
function str(call: Call): Compiled {
  const value = convertTo(argument(call, 0), { name: 'decimal', length: 0, precision: 38, scale: 10 }, call.line);
  const [, length, digits] = call.args;
  const width = length ? numberIn(constantValue(length)) : 10;
  const scale = digits ? numberIn(constantValue(digits)) : 0;
  return strict([value], varchar(width), (number) =>
    decimalText(rescale(bigintIn(number), 10, scale), scale).padStart(width),
  );
}

export const textFunctions: Record<string, CompileCall> = {
  len: (call) => strict([asText(argument(call, 0), call.line)], int, (value) => textIn(value).trimEnd().length),
  ltrim: textFunction((text) => text.replace(/^ +/, '')),
  rtrim: textFunction((text) => text.replace(/ +$/, '')),
  trim: textFunction((text) => text.replace(/^ +| +$/g, '')),
  upper: textFunction((text) => text.toUpperCase()),
  lower: textFunction((text) => text.toLowerCase()),
  left: side((text, length) => text.slice(0, length)),
  right: side((text, length) => (length === 0 ? '' : text.slice(-length))),
  replicate: side((text, count) => text.repeat(count)),
  substring,
  replace,
  concat,
  str,
  charindex: (call) =>
    strict(
      [asText(argument(call, 0), call.line), asText(argument(call, 1), call.line)],
      int,
      (part, text) => textIn(text).toLowerCase().indexOf(textIn(part).toLowerCase()) + 1,
    ),
  isnumeric: (call) =>
    strict([asText(argument(call, 0), call.line)], int, (value) => (Number.isFinite(Number(textIn(value))) ? 1 : 0)),
};
