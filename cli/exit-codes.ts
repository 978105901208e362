import { CommanderError } from 'commander';
import { CallError } from '#lib/contract/call';
import type { ProblemCode } from '#lib/contract/problem';

/** What a script can tell from the exit code; documented in docs/cli.md. */
export const exitCodes = { good: 0, failed: 1, wrongUse: 2, noServer: 3, refused: 4 } as const;

/** The command was not used as it should be; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export class NoServerError extends Error {
  override readonly name = 'NoServerError';

  constructor(url: string, cause: unknown) {
    super(`No server answers at ${url}. Start it, or say where it is with --url or FLUXION_URL.`, { cause });
  }
}

const wrongUse: readonly ProblemCode[] = [
  'invalid_input',
  'malformed',
  'not_found',
  'too_large',
  'confirmation_required',
];

const refused: readonly ProblemCode[] = ['unauthorized', 'forbidden'];

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.good : exitCodes.wrongUse;
  if (error instanceof UsageError) return exitCodes.wrongUse;
  if (error instanceof NoServerError) return exitCodes.noServer;
  if (!(error instanceof CallError)) return exitCodes.failed;
  if (refused.includes(error.code)) return exitCodes.refused;
  return wrongUse.includes(error.code) ? exitCodes.wrongUse : exitCodes.failed;
}

/** Commander has said its own already. */
export function sayWhy(error: unknown): void {
  if (error instanceof CommanderError) return;
  console.error(error instanceof Error ? error.message : String(error));
  if (!(error instanceof CallError)) return;
  for (const { path, message } of error.details) console.error(`  ${path}: ${message}`);
  if (error.code === 'unauthorized') console.error('Set FLUXION_KEY to an API key; keys are made under "My account".');
  if (error.code === 'confirmation_required') console.error('Add --confirm and --reason "why" to do it all the same.');
}
