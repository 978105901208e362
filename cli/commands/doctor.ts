import { examine, type Finding } from '#cli/examine';
import { exitCodes } from '#cli/exit-codes';
import { type Column, sayJson, tableOf } from '#cli/output';
import type { AddCommands } from '#cli/program';

const columns: Column<Finding>[] = [
  { title: 'CHECK', text: ({ name }) => name },
  { title: 'RESULT', text: ({ ok }) => (ok === null ? 'unknown' : ok ? 'good' : 'BAD') },
  { title: 'SAYS', text: ({ message }) => message },
];

export const addDoctor: AddCommands = (program, open) => {
  program
    .command('doctor')
    .description('Examines this machine, the server and the connections to the stores.')
    .option('--no-connections', 'leave the stores alone')
    .action(async ({ connections }: { connections: boolean }, command) => {
      const session = open(command);
      const { findings, reached } = await examine(session, { connections });
      const good = findings.every(({ ok }) => ok !== false);
      process.exitCode = reached ? (good ? exitCodes.good : exitCodes.failed) : exitCodes.noServer;
      session.json ? sayJson({ ok: good && reached, findings }) : console.log(tableOf(columns, findings));
    });
};
