import type { Db } from '#db/db';
import { listAudit } from '#lib/access/audit/list-audit';
import type { AuditEntry } from '#lib/contract/audit';
import { dayInZone } from '#lib/contract/day';
import type { AuditChoice } from '#lib/contract/endpoints/audit';
import type { AuditFile } from '#lib/contract/endpoints/exports';
import { fileOf, type TableFile } from '#lib/exports/file-of';
import { type FileVoice, fileVoice } from '#lib/exports/file-voice';
import { type Column, mostRows, tableOf } from '#lib/exports/table';
import type { Runtime } from '#lib/runtime/current';

/** An entry may hold 48 kB: a page of them is a few megabytes at most. */
const entriesAtOnce = 100;

/** The audit as a file: the entries that its filters let through, newest first, read page by page as it is taken. */
export function auditFile(program: Pick<Runtime, 'db' | 'config' | 'translator'>, asked: AuditFile): TableFile {
  const { format, locale, zone, ...choice } = asked;
  const voice = fileVoice({ format, locale, zone }, program);
  const table = tableOf({
    name: `fluxion-audit-${dayInZone(new Date(), voice.zone)}`,
    title: voice.t('export.audit.title'),
    columns: columnsOf(voice),
    pages: pagesOf(program.db, choice),
    cutNote: voice.t('export.cut', { rows: mostRows }),
  });
  return fileOf(table, format, voice);
}

async function* pagesOf(db: Db, choice: AuditChoice): AsyncGenerator<AuditEntry[]> {
  let after: string | undefined;
  do {
    const { items, next } = await listAudit(db, { ...choice, limit: entriesAtOnce, ...(after && { after }) });
    yield items;
    after = next ?? undefined;
  } while (after !== undefined);
}

function columnsOf({ t, zone }: FileVoice): Column<AuditEntry>[] {
  return [
    { title: t('export.audit.entry'), kind: 'whole', value: ({ id }) => id },
    { title: t('export.audit.at', { zone }), kind: 'instant', value: ({ at }) => at },
    { title: t('export.audit.actorKind'), kind: 'text', value: ({ actor }) => t(`export.audit.actors.${actor.kind}`) },
    { title: t('export.audit.actor'), kind: 'text', value: ({ actor }) => actor.name ?? actor.id },
    { title: t('export.audit.act'), kind: 'text', value: ({ act }) => act },
    { title: t('export.audit.outcome'), kind: 'text', value: ({ outcome }) => t(`export.audit.outcomes.${outcome}`) },
    { title: t('export.audit.object'), kind: 'text', value: ({ object }) => object && `${object.kind}:${object.id}` },
    { title: t('export.reason'), kind: 'text', value: ({ reason }) => reason },
    { title: t('export.audit.input'), kind: 'text', value: ({ input }) => jsonCell(input) },
    { title: t('export.audit.before'), kind: 'text', value: ({ before }) => jsonCell(before) },
    { title: t('export.audit.after'), kind: 'text', value: ({ after }) => jsonCell(after) },
    { title: t('export.audit.address'), kind: 'text', value: ({ address }) => address },
    { title: t('export.audit.userAgent'), kind: 'text', value: ({ userAgent }) => userAgent },
    { title: t('export.audit.requestId'), kind: 'text', value: ({ requestId }) => requestId },
    { title: t('export.audit.seal'), kind: 'whole', value: ({ seal }) => seal?.number ?? null },
    { title: t('export.audit.hash'), kind: 'text', value: ({ seal }) => seal?.hash ?? null },
  ];
}

function jsonCell(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
