import { resolve } from 'node:path';
import { z } from 'zod';
import { Zone } from '#lib/contract/zone';

const flag = z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] });
const hour = z.coerce.number().int().min(0).max(23);

const Environment = z.object({
  /** Where the control plane's PostgreSQL, the warehouse and the locks live. */
  DATA_DIR: z.string().min(1).default('data'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Without it the server starts a PostgreSQL of its own in DATA_DIR. */
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
    .optional(),
  /** The warehouse file; relative to DATA_DIR. */
  WAREHOUSE_FILE: z.string().min(1).default('fluxion_production.db'),
  /** The key that encrypts store passwords; beside DATA_DIR, never in it. */
  SECRET_KEY_FILE: z.string().min(1).optional(),
  FLUXION_ZONE: Zone.default('America/Caracas'),
  /** The emergency brake: false stops every schedule, whatever is stored. */
  ENABLE_SCHEDULED_TASKS: flag.default(true),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  /** Steps that run at the same time in this process. */
  STEP_SLOTS: z.coerce.number().int().min(1).max(256).default(16),
  WAREHOUSE_MEMORY_MB: z.coerce.number().int().min(64).default(1024),
  WAREHOUSE_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  /** First values of the schedule `sales.load`; what is stored wins afterwards. */
  ETL_EXECUTION_HOUR: hour.default(5),
  ETL_EXECUTION_MINUTE: z.coerce.number().int().min(0).max(59).default(0),
  ETL_MAX_RETRIES: z.coerce.number().int().min(0).max(20).default(3),
  ETL_RETRY_INTERVAL_MINUTES: z.coerce.number().int().min(0).max(1440).default(20),
  ETL_PARALLEL_STORES: z.coerce.number().int().min(1).max(64).default(4),
  ETL_HEAL_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  /** A source that sends nothing for this long, amid an answer, is given up. */
  SOURCE_IDLE_TIMEOUT_MS: z.coerce.number().int().min(100).default(60_000),
  /** Until the first byte of an answer: a sum or a sort over a table without an index takes a till minutes. */
  SOURCE_ANSWER_TIMEOUT_MS: z.coerce.number().int().min(100).default(540_000),
  SOURCE_CONNECT_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
  /** For tests alone: `name:n` makes the process kill itself at the n-th pass of a fault point. */
  FLUXION_FAULT: z.string().min(1).optional(),
  SOURCE_PAGE_ROWS: z.coerce.number().int().min(1).max(1_000_000).default(20_000),
});

/** Every variable that the program reads. */
export const configVariables: readonly string[] = Object.keys(Environment.shape);

export type Config = Readonly<
  z.infer<typeof Environment> & { dataDir: string; warehouseFile: string; secretKeyFile: string }
>;

type ConfigProblem = { variable: string; value: string; expected: string };

/** Thrown at boot; the message is a table of every bad variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: ConfigProblem[];

  constructor(problems: ConfigProblem[]) {
    const width = Math.max(...problems.map(({ variable }) => variable.length));
    const lines = problems.map(({ variable, value, expected }) => `  ${variable.padEnd(width)}  ${value}  ${expected}`);
    super(`The environment has ${problems.length} bad variable(s):\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** Reads the configuration; an empty variable counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(set);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => problemOf(issue, set)));
  const dataDir = resolve(parsed.data.DATA_DIR);
  return Object.freeze({
    ...parsed.data,
    dataDir,
    warehouseFile: resolve(dataDir, parsed.data.WAREHOUSE_FILE),
    secretKeyFile: parsed.data.SECRET_KEY_FILE ? resolve(parsed.data.SECRET_KEY_FILE) : `${dataDir}.key`,
  });
}

const secretVariable = /URL|KEY|PASSWORD|SECRET/;

function problemOf(issue: z.core.$ZodIssue, set: Record<string, string | undefined>): ConfigProblem {
  const variable = issue.path.join('.');
  const value = secretVariable.test(variable) ? '[hidden]' : JSON.stringify(set[variable] ?? null);
  return { variable, value, expected: issue.message };
}
