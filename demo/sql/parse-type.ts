import { SqlError } from '#demo/sql/sql-error';
import type { TokenReader } from '#demo/sql/token-reader';
import type { SqlType } from '#demo/sql/types';
import * as types from '#demo/sql/types';

type Facets = { first: number | undefined; second: number | undefined; max: boolean };

const makers: Record<string, (facets: Facets) => SqlType> = {
  bit: () => types.bit,
  tinyint: () => types.tinyint,
  smallint: () => types.smallint,
  int: () => types.int,
  integer: () => types.int,
  bigint: () => types.bigint,
  float: () => types.float,
  real: () => types.real,
  money: () => types.money,
  date: () => types.date,
  datetime: () => types.datetime,
  smalldatetime: () => types.datetime2(0),
  decimal: ({ first, second }) => types.decimal(first ?? 18, second ?? 0),
  dec: ({ first, second }) => types.decimal(first ?? 18, second ?? 0),
  numeric: ({ first, second }) => types.decimal(first ?? 18, second ?? 0),
  time: ({ first }) => types.time(first ?? 7),
  datetime2: ({ first }) => types.datetime2(first ?? 7),
  datetimeoffset: ({ first }) => types.datetimeoffset(first ?? 7),
  char: ({ first }) => types.char(first ?? 1),
  nchar: ({ first }) => types.nchar(first ?? 1),
  varchar: ({ first, max }) => types.varchar(max ? -1 : (first ?? 1)),
  nvarchar: ({ first, max }) => types.nvarchar(max ? -1 : (first ?? 1)),
  varbinary: ({ first, max }) => types.varbinary(max ? -1 : (first ?? 1)),
  sysname: () => types.nvarchar(128),
  uniqueidentifier: () => types.char(36),
};

const limits: Record<string, number> = { char: 8000, varchar: 8000, nchar: 4000, nvarchar: 4000, varbinary: 8000 };

/** Reads `nvarchar(40)`, `decimal(18, 4)`, `varchar(max)`. A text cast without a length takes `defaultLength`. */
export function parseType(reader: TokenReader, defaultLength = 1): SqlType {
  const token = reader.next();
  const name = token.text.toLowerCase();
  const make = makers[name];
  if (!make) throw new SqlError(243, `Type ${token.raw} is not a defined system type.`, { line: token.line });
  const facets = parseFacets(reader);
  if (facets.first === undefined && !facets.max && name in limits) facets.first = defaultLength;
  checkFacets(name, facets, token.line);
  return make(facets);
}

function parseFacets(reader: TokenReader): Facets {
  const facets: Facets = { first: undefined, second: undefined, max: false };
  if (!reader.accept('(')) return facets;
  if (reader.accept('max')) facets.max = true;
  else facets.first = wholeNumber(reader);
  if (reader.accept(',')) facets.second = wholeNumber(reader);
  reader.expect(')');
  return facets;
}

function wholeNumber(reader: TokenReader): number {
  const token = reader.next();
  if (token.kind !== 'number' || !/^\d+$/.test(token.text))
    throw new SqlError(102, `Incorrect syntax near '${token.raw}'.`, { line: token.line });
  return Number(token.text);
}

function checkFacets(name: string, { first, second }: Facets, line: number): void {
  const limit = limits[name];
  if (limit !== undefined && first !== undefined && (first > limit || first < 1))
    throw new SqlError(131, `The size (${first}) given to the type '${name}' exceeds the maximum allowed (${limit}).`, {
      line,
    });
  const isDecimal = name === 'decimal' || name === 'numeric' || name === 'dec';
  if (isDecimal && ((first ?? 18) > 38 || (second ?? 0) > (first ?? 18)))
    throw new SqlError(
      2750,
      `Column or parameter #1: Specified column precision ${first} is greater than the maximum precision of 38.`,
      { line },
    );
}
