import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Names whose values never reach a log, at any depth that we log. */
const secretPaths = [
  'password',
  '*.password',
  '*.*.password',
  'DATABASE_URL',
  'config.DATABASE_URL',
  'SMTP_URL',
  'config.SMTP_URL',
  'ALERT_WEBHOOK_URL',
  'config.ALERT_WEBHOOK_URL',
  'ALERT_WEBHOOK_SECRET',
  'config.ALERT_WEBHOOK_SECRET',
  'secret',
  '*.secret',
];

/** The program's own log: JSON lines on standard output. Run logs live in PostgreSQL, see runtime/run-log. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino({ level, base: { pid: process.pid }, redact: { paths: secretPaths, censor: '[hidden]' } }, destination);
}
