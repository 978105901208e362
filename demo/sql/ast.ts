import type { SqlType, Value } from '#demo/sql/types';

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** An expression as written; `line` is where it starts, for the errors. */
export type Expression =
  | { kind: 'column'; path: readonly string[]; line: number }
  | { kind: 'literal'; value: Value; type: SqlType; line: number }
  | { kind: 'variable'; name: string; line: number }
  | { kind: 'negative'; operand: Expression; line: number }
  | { kind: 'arithmetic'; operator: '+' | '-' | '*' | '/' | '%'; left: Expression; right: Expression; line: number }
  | { kind: 'case'; branches: readonly CaseBranch[]; otherwise: Expression; line: number }
  | { kind: 'cast'; operand: Expression; type: SqlType; style: Expression | undefined; attempt: boolean; line: number }
  | { kind: 'call'; name: string; args: readonly Expression[]; distinct: boolean; star: boolean; line: number };

/** A predicate: true, false or unknown. */
export type Condition =
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression; line: number }
  | { kind: 'and' | 'or'; parts: readonly Condition[] }
  | { kind: 'not'; operand: Condition }
  | { kind: 'isNull'; operand: Expression; negated: boolean; line: number }
  | { kind: 'in'; operand: Expression; list: readonly Expression[]; negated: boolean; line: number }
  | { kind: 'like'; operand: Expression; pattern: Expression; negated: boolean; line: number };

export type CaseBranch = { when: Condition; result: Expression };

export type SelectItem =
  | { kind: 'star'; qualifier: string | undefined; line: number }
  | { kind: 'expression'; expression: Expression; alias: string | undefined };

export type FromItem =
  | { kind: 'table'; path: readonly string[]; alias: string | undefined; line: number }
  | { kind: 'derived'; select: Select; alias: string; line: number }
  | { kind: 'function'; path: readonly string[]; args: readonly Expression[]; alias: string; line: number }
  | { kind: 'join'; type: 'inner' | 'left' | 'cross'; left: FromItem; right: FromItem; on: Condition | undefined };

export type OrderItem = { expression: Expression; descending: boolean };

export type Select = {
  distinct: boolean;
  top: Expression | undefined;
  items: readonly SelectItem[];
  from: FromItem | undefined;
  where: Condition | undefined;
  groupBy: readonly Expression[];
  having: Condition | undefined;
  orderBy: readonly OrderItem[];
  offset: Expression | undefined;
  fetch: Expression | undefined;
  unionAll: readonly Select[];
  line: number;
};

export type Statement =
  | { kind: 'select'; select: Select; assignments: readonly string[] }
  | { kind: 'declare'; variables: readonly { name: string; type: SqlType; value: Expression | undefined }[] }
  | { kind: 'assign'; name: string; value: Expression; line: number }
  | { kind: 'setOption'; name: string; value: string }
  | { kind: 'use'; database: string; line: number }
  | { kind: 'print'; value: Expression }
  | { kind: 'raise'; message: Expression; severity: Expression; state: Expression; line: number }
  | { kind: 'throw'; number: Expression; message: Expression; state: Expression; line: number }
  | { kind: 'wait'; delay: Expression; line: number }
  | {
      kind: 'execute';
      procedure: string;
      args: readonly { name: string | undefined; value: Expression }[];
      line: number;
    }
  | { kind: 'nothing' };
