import { exitCodes } from '#cli/exit-codes';
import { type Column, clockText, sayJson, tableOf } from '#cli/output';
import { wholeNumber } from '#cli/parse-options';
import type { AddCommands } from '#cli/program';
import type { AuditEntry, AuditOutcome, AuditVerification } from '#lib/contract/audit';
import { listAudit, verifyAudit } from '#lib/contract/endpoints/audit';

type ListOptions = {
  who?: string;
  act?: string;
  outcome?: AuditOutcome;
  object?: string;
  since?: string;
  until?: string;
  after?: string;
  limit: number;
};

const columns: Column<AuditEntry>[] = [
  { title: 'ENTRY', text: ({ id }) => id, right: true },
  { title: 'AT', text: ({ at }) => clockText(at) },
  { title: 'WHO', text: ({ actor }) => actor.name ?? actor.kind },
  { title: 'ACT', text: ({ act }) => act },
  { title: 'OUTCOME', text: ({ outcome }) => outcome },
  { title: 'OBJECT', text: ({ object }) => (object ? `${object.kind}:${object.id}` : '-') },
  { title: 'FROM', text: ({ address }) => address ?? '-' },
  { title: 'SEAL', text: ({ seal }) => (seal ? String(seal.number) : '-'), right: true },
  { title: 'REASON', text: ({ reason }) => reason ?? '' },
];

export const addAudit: AddCommands = (program, open) => {
  const audit = program.command('audit').description('Shows who did what, and verifies that nobody changed it since.');
  audit
    .command('list')
    .description('Lists what was done, newest first.')
    .option('--who <name>', 'part of the name of who did it')
    .option('--act <act>', 'of one kind, such as patch.stores')
    .option('--outcome <outcome>', 'done, refused or failed')
    .option('--object <object>', 'on things of a kind, or on one: store, store:tienda_01')
    .option('--since <instant>', 'at or after')
    .option('--until <instant>', 'before')
    .option('--after <cursor>', 'the page after this cursor')
    .option('--limit <count>', 'how many', wholeNumber, 20)
    .action(async (query: ListOptions, command) => {
      const session = open(command);
      const page = await session.call(listAudit, { query });
      if (session.json) return sayJson(page);
      console.log(page.items.length === 0 ? 'Nothing was done.' : tableOf(columns, page.items));
      if (page.next !== null) console.log(`More: --after ${page.next}`);
    });
  audit
    .command('verify')
    .description('Walks the whole chain of seals; exit code 1 when it is broken.')
    .option('--expect-head <head>', 'the head of an earlier verification, NUMBER:HASH: tells that the newest are gone')
    .action(async ({ expectHead }: { expectHead?: string }, command) => {
      const session = open(command);
      const found = await session.call(verifyAudit, { query: { head: expectHead } });
      process.exitCode = found.whole ? exitCodes.good : exitCodes.failed;
      session.json ? sayJson(found) : console.log(linesOf(found).join('\n'));
    });
};

function linesOf({ broken, sealed, unsealed, head }: AuditVerification): string[] {
  return [
    broken ? `BROKEN at seal ${broken.number}: ${broken.message}` : `Whole: ${sealed} sealed entries, none changed.`,
    ...(unsealed.length > 0 ? [`Not sealed yet: ${unsealed.join(', ')}`] : []),
    ...(head ? [`Head: ${head.number}:${head.hash}`] : []),
  ];
}
