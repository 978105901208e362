import type { Db } from '#db/db';
import { dayInZone } from '#lib/contract/day';
import type { RunFile } from '#lib/contract/endpoints/exports';
import type { RunChoice } from '#lib/contract/endpoints/runs';
import type { Run } from '#lib/contract/run';
import { fileOf, type TableFile } from '#lib/exports/file-of';
import { type FileVoice, fileVoice } from '#lib/exports/file-voice';
import { type Column, mostRows, tableOf } from '#lib/exports/table';
import { listRuns } from '#lib/runs/list-runs';
import type { Runtime } from '#lib/runtime/current';

const runsAtOnce = 500;

/** The run list as a file: the runs that its filters let through, newest first, read page by page as it is taken. */
export function runFile(program: Pick<Runtime, 'db' | 'config' | 'translator'>, asked: RunFile): TableFile {
  const { format, locale, zone, ...choice } = asked;
  const voice = fileVoice({ format, locale, zone }, program);
  const table = tableOf({
    name: `fluxion-runs-${dayInZone(new Date(), voice.zone)}`,
    title: voice.t('runs.title'),
    columns: columnsOf(voice),
    pages: pagesOf(program.db, choice),
    cutNote: voice.t('export.cut', { rows: mostRows }),
  });
  return fileOf(table, format, voice);
}

async function* pagesOf(db: Db, choice: RunChoice): AsyncGenerator<Run[]> {
  let after: string | undefined;
  do {
    const { items, next } = await listRuns(db, { ...choice, limit: runsAtOnce, ...(after && { after }) });
    yield items;
    after = next ?? undefined;
  } while (after !== undefined);
}

function columnsOf({ t, zone }: FileVoice): Column<Run>[] {
  return [
    { title: t('runs.run'), kind: 'whole', value: ({ id }) => id },
    { title: t('runs.job'), kind: 'text', value: ({ job }) => job },
    { title: t('runs.state'), kind: 'text', value: ({ state }) => t(`state.${state}`) },
    { title: t('runs.trigger'), kind: 'text', value: ({ trigger }) => t(`trigger.${trigger}`) },
    { title: t('export.requestedBy'), kind: 'text', value: ({ requestedBy }) => requestedBy },
    { title: t('runs.schedule'), kind: 'text', value: ({ scheduleId }) => scheduleId },
    { title: t('export.createdAt', { zone }), kind: 'instant', value: ({ createdAt }) => createdAt },
    { title: t('export.startedAt', { zone }), kind: 'instant', value: ({ startedAt }) => startedAt },
    { title: t('export.endedAt', { zone }), kind: 'instant', value: ({ endedAt }) => endedAt },
    { title: t('export.seconds'), kind: 'decimal', value: secondsOf },
    { title: t('runs.steps'), kind: 'whole', value: ({ steps }) => steps.total },
    { title: t('export.completed'), kind: 'whole', value: ({ steps }) => steps.completed },
    { title: t('export.failed'), kind: 'whole', value: ({ steps }) => steps.failed },
    { title: t('export.cancelled'), kind: 'whole', value: ({ steps }) => steps.cancelled },
    { title: t('export.skipped'), kind: 'whole', value: ({ steps }) => steps.skipped },
    { title: t('export.reason'), kind: 'text', value: ({ error }) => error?.message ?? null },
  ];
}

function secondsOf({ startedAt, endedAt }: Run): number | null {
  return startedAt === null || endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}
