import { Command } from 'commander';
import { type Call, createClient, version } from '#cli/client';
import { addAudit } from '#cli/commands/audit';
import { addDoctor } from '#cli/commands/doctor';
import { addGaps } from '#cli/commands/gaps';
import { addLogs } from '#cli/commands/logs';
import { addMarks } from '#cli/commands/marks';
import { addRun } from '#cli/commands/run';
import { addRuns } from '#cli/commands/runs';
import { addSchedules } from '#cli/commands/schedules';
import { addSecrets } from '#cli/commands/secrets';
import { addSteering } from '#cli/commands/steer';
import { addStock } from '#cli/commands/stock';
import { addStores } from '#cli/commands/stores';
import { addUndo } from '#cli/commands/undo';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every command is given: the server, and how to say its answer. */
export type Session = { call: Call; url: string; json: boolean; environment: Environment };

/** Adds its commands to the program; `open` reads the options that all commands share. */
export type AddCommands = (program: Command, open: (command: Command) => Session) => void;

const commands: AddCommands[] = [
  addRun,
  addRuns,
  addLogs,
  addSteering,
  addGaps,
  addStock,
  addMarks,
  addUndo,
  addStores,
  addSchedules,
  addAudit,
  addSecrets,
  addDoctor,
];

export function createProgram(environment: Environment): Command {
  const usualUrl = environment.FLUXION_URL || `http://127.0.0.1:${environment.PORT || 3000}`;
  const program = new Command('fluxion')
    .description('Steers a running Fluxion server over HTTP.')
    .version(version)
    .option('--url <address>', 'where the server is (FLUXION_URL)', usualUrl)
    .option('--json', 'answer with JSON, for scripts', false)
    .addHelpText(
      'after',
      '\nThe API key is read from FLUXION_KEY. Exit codes: 0 good, 1 a run or a check failed, 2 wrong use, 3 no server, 4 refused.',
    )
    .exitOverride();
  const open = (command: Command): Session => {
    const { url, json } = command.optsWithGlobals<{ url: string; json: boolean }>();
    return { call: createClient(url, environment.FLUXION_KEY), url, json, environment };
  };
  for (const add of commands) add(program, open);
  return program;
}
