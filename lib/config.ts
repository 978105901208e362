import { resolve } from 'node:path';
import { z } from 'zod';
import { Email } from '#lib/contract/access';
import { Zone } from '#lib/contract/zone';
import { readAllowList } from '#lib/egress/allow-list';

const flag = z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] });
const hour = z.coerce.number().int().min(0).max(23);

const webAddress = z.url({ protocol: /^https?$/, error: 'expected http://… or https://…' });
const allowList = z.string().transform((list, context) => {
  try {
    return readAllowList(list);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error));
    return z.NEVER;
  }
});
/** `ops@example.com` or `Fluxion <ops@example.com>`, on one line. */
const mailbox = z
  .string()
  .regex(/^(?:[^<>\r\n,]{1,100}<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/, 'expected an e-mail address');
const mailTogether = ['SMTP_URL', 'ALERT_EMAIL_FROM', 'ALERT_EMAIL_TO'] as const;

const commaList = z.string().transform((list) =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
);
/** Addresses and ranges of them: `10.0.0.5`, `10.0.0.0/8`, `fd00::/8`. */
const ranges = commaList.pipe(
  z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'expected addresses or CIDR ranges')),
);

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
  /** How long a slice that a load replaced can be brought back. */
  KEEP_REPLACED_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  ETL_HEAL_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  /** How long a step waits for a link that is down before it fails like any other. */
  ETL_LINK_WAIT_MINUTES: z.coerce.number().int().min(0).max(10_080).default(240),
  /** Between two probes of a store's link; one that is down is looked at sooner. */
  LINK_PROBE_MINUTES: z.coerce.number().min(0.05).max(60).default(5),
  /** A source that sends nothing for this long, amid an answer, is given up. */
  SOURCE_IDLE_TIMEOUT_MS: z.coerce.number().int().min(100).default(60_000),
  /** Until the first byte of an answer: a sum or a sort over a table without an index takes a till minutes. */
  SOURCE_ANSWER_TIMEOUT_MS: z.coerce.number().int().min(100).default(540_000),
  SOURCE_CONNECT_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
  /** Set by `npm run demo` alone: where its simulated stores are steered, on this machine. */
  DEMO_CONTROL_URL: z
    .url({
      protocol: /^http$/,
      hostname: /^(127\.0\.0\.1|localhost|\[::1\])$/,
      error: 'expected http://127.0.0.1:port',
    })
    .optional(),
  /** For tests alone: `name:n` makes the process kill itself at the n-th pass of a fault point. */
  FLUXION_FAULT: z.string().min(1).optional(),
  /** Where people reach the product: links in messages begin with it. */
  PUBLIC_URL: webAddress.transform((url) => url.replace(/\/+$/, '')).optional(),
  /** For one start: prints a link by which this administrator chooses a new password. */
  RESCUE_ADMINISTRATOR: Email.optional(),
  /** Names, beside that of PUBLIC_URL, under which the server answers when it listens to more than this machine. */
  ALLOWED_HOSTS: commaList.default([]),
  /** Proxies whose X-Forwarded-For is believed; nobody's by default. */
  TRUSTED_PROXIES: ranges.default([]),
  /** Addresses that read /metrics without a key. */
  METRICS_ALLOW: ranges.default([]),
  /** Alerts by e-mail: all three, or none. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp://user:password@host:port or smtps://…' }).optional(),
  ALERT_EMAIL_FROM: mailbox.optional(),
  ALERT_EMAIL_TO: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(mailbox).min(1).max(50))
    .optional(),
  ALERT_WEBHOOK_URL: webAddress.optional(),
  /** Signs what is sent to the webhook. */
  ALERT_WEBHOOK_SECRET: z.string().min(16, 'expected 16 characters or more').optional(),
  /** What outgoing HTTP requests may reach besides public addresses: networks, addresses and host:port. */
  EGRESS_ALLOW: allowList.default([]),
  /** The only ports that they may go to; without it any. */
  EGRESS_PORTS: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5})*$/, 'expected ports with commas between them')
    .transform((list) => list.split(',').map(Number))
    .optional(),
  /** Of messages to the outside; the pages speak each viewer's own. */
  ALERT_LOCALE: z.enum(['es', 'en']).default('es'),
  /** A store with more days behind than this is told. */
  ALERT_DAYS_BEHIND: z.coerce.number().int().min(1).max(365).default(7),
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
  const problems = parsed.error?.issues.map((issue) => problemOf(issue, set)) ?? [];
  if (!parsed.success || halfMail(set)) throw new ConfigError([...problems, ...missingMail(set)]);
  if (isOpenDemo(parsed.data)) throw new ConfigError([openDemo(parsed.data)]);
  const dataDir = resolve(parsed.data.DATA_DIR);
  return Object.freeze({
    ...parsed.data,
    dataDir,
    warehouseFile: resolve(dataDir, parsed.data.WAREHOUSE_FILE),
    secretKeyFile: parsed.data.SECRET_KEY_FILE ? resolve(parsed.data.SECRET_KEY_FILE) : `${dataDir}.key`,
  });
}

type Bound = Pick<z.infer<typeof Environment>, 'DEMO_CONTROL_URL' | 'HOST'>;

/** The demo lets anybody in as its administrator: on this machine alone. */
const isOpenDemo = ({ DEMO_CONTROL_URL, HOST }: Bound): boolean =>
  DEMO_CONTROL_URL !== undefined && !/^(?:127\.|localhost$|::1$)/.test(HOST);

const openDemo = ({ HOST }: Bound): ConfigProblem => ({
  ...{ variable: 'HOST', value: JSON.stringify(HOST) },
  expected: 'the demo listens on 127.0.0.1 alone',
});

const halfMail = (set: Record<string, string | undefined>): boolean => {
  const given = mailTogether.filter((variable) => set[variable] !== undefined).length;
  return given > 0 && given < mailTogether.length;
};

/** An alert that nobody gets is worse than none: half a mail setting stops the start. */
function missingMail(set: Record<string, string | undefined>): ConfigProblem[] {
  if (!halfMail(set)) return [];
  const missing = mailTogether.filter((variable) => set[variable] === undefined);
  return missing.map((variable) => ({
    ...{ variable, value: 'null' },
    expected: `e-mail alerts need ${mailTogether.join(', ')} together`,
  }));
}

const secretVariable = /URL|KEY|PASSWORD|SECRET/;

function problemOf(issue: z.core.$ZodIssue, set: Record<string, string | undefined>): ConfigProblem {
  const variable = issue.path.join('.');
  const value = secretVariable.test(variable) ? '[hidden]' : JSON.stringify(set[variable] ?? null);
  return { variable, value, expected: issue.message };
}
