import { z } from 'zod';
import { exitCodes, UsageError } from '#cli/exit-codes';
import { followRun } from '#cli/follow';
import { sayJson } from '#cli/output';
import { listText, parseJson } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import { startRun } from '#lib/contract/endpoints/runs';

type RunOptions = {
  input?: string;
  stores?: string[];
  from?: string;
  to?: string;
  mode?: string;
  confirm?: true;
  reason?: string;
  recovery: boolean;
  idempotencyKey?: string;
  follow: boolean;
};

export const addRun: AddCommands = (program, open) => {
  program
    .command('run <job>')
    .description('Starts a run of a job.')
    .option('--input <json>', 'the whole input of the job')
    .option('--stores <ids>', 'stores of a load, with commas between them', listText)
    .option('--from <day>', 'first day of a load, YYYY-MM-DD')
    .option('--to <day>', 'last day of a load')
    .option('--mode <mode>', 'days of a load: missing, failed or all')
    .option('--confirm', 'load verified days again')
    .option('--reason <text>', 'why they are loaded again')
    .option('--recovery', 'it fills gaps: live work goes before it', false)
    .option('--idempotency-key <key>', 'the same key starts one run only')
    .option('-f, --follow', 'show its log until it ends', false)
    .action(async (job: string, options: RunOptions, command) => {
      const session = open(command);
      const body = { job, input: inputOf(options), recovery: options.recovery };
      const headers = options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey };
      const started = await session.call(startRun, { body, headers });
      if (options.follow) process.exitCode = await followRun(session, started.run_id);
      else {
        process.exitCode = exitCodes.good;
        session.json
          ? sayJson(started)
          : console.log(`Run ${started.run_id} started: fluxion logs -f ${started.run_id}`);
      }
    });
};

function inputOf({ input, stores, from, to, mode, confirm, reason }: RunOptions): z.core.util.JSONType {
  const fields = Object.entries({ stores, from, to, mode, confirm, reason }).filter(([, value]) => value !== undefined);
  if (input === undefined) return z.json().parse(Object.fromEntries(fields));
  if (fields.length === 0) return z.json().parse(parseJson(input, '--input'));
  throw new UsageError('Give the input as --input or as options, not both.');
}
