import type { GapFile } from '#lib/contract/endpoints/exports';
import { storesShown } from '#lib/contract/gap-choice';
import type { StoreGap } from '#lib/contract/overview';
import { fileOf, type TableFile } from '#lib/exports/file-of';
import { type FileVoice, fileVoice } from '#lib/exports/file-voice';
import { type Column, mostRows, tableOf } from '#lib/exports/table';
import type { Runtime } from '#lib/runtime/current';
import { lastDueDay } from '#lib/sales/due-day';
import { storeGaps } from '#lib/sales/store-gaps';

type Program = Pick<Runtime, 'db' | 'config' | 'translator'>;

/** The gap table as a file: the stores that its filters let through, worst first. */
export async function gapFile(program: Program, asked: GapFile): Promise<TableFile> {
  const { db, config } = program;
  const voice = fileVoice(asked, program);
  const day = await lastDueDay(db, { now: new Date(), zone: config.FLUXION_ZONE });
  const stores = storesShown(await storeGaps(db, day), asked);
  const table = tableOf({
    name: `fluxion-gaps-${day}`,
    title: voice.t('export.gaps'),
    columns: columnsOf(voice),
    pages: onePage(stores),
    cutNote: voice.t('export.cut', { rows: mostRows }),
  });
  return fileOf(table, asked.format, voice);
}

async function* onePage<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

function columnsOf({ t, zone }: FileVoice): Column<StoreGap>[] {
  return [
    { title: t('export.store'), kind: 'text', value: ({ storeId }) => storeId },
    { title: t('export.name'), kind: 'text', value: ({ name }) => name },
    { title: t('export.active'), kind: 'text', value: ({ active }) => t(active ? 'export.yes' : 'export.no') },
    { title: t('export.dueDayState'), kind: 'text', value: ({ dayState }) => t(`storeDay.${dayState}.name`) },
    { title: t('gaps.rows'), kind: 'whole', value: ({ rows }) => rows },
    { title: t('gaps.lastSale'), kind: 'day', value: ({ lastDay }) => lastDay },
    { title: t('export.daysBehind'), kind: 'whole', value: ({ daysBehind }) => daysBehind },
    { title: t('export.completeness'), kind: 'decimal', value: ({ completeness }) => percent(completeness) },
    {
      title: t('export.openDays'),
      kind: 'whole',
      value: ({ ranges }) => ranges.reduce((sum, { days }) => sum + days, 0),
    },
    { title: t('export.ranges'), kind: 'text', value: ({ ranges }) => ranges.map(rangeText).join('; ') || null },
    {
      title: t('export.reason'),
      kind: 'text',
      value: ({ hold, failure }) => hold?.reason ?? failure?.failure.message ?? null,
    },
    { title: t('export.nextTry', { zone }), kind: 'instant', value: ({ failure }) => failure?.nextAttemptAt ?? null },
    {
      title: t('gaps.action'),
      kind: 'text',
      value: ({ recommendation }) => recommendation && t(`export.actions.${recommendation.action}`),
    },
    { title: t('export.actionFrom'), kind: 'day', value: ({ recommendation }) => recommendation?.from ?? null },
    { title: t('export.actionTo'), kind: 'day', value: ({ recommendation }) => recommendation?.to ?? null },
  ];
}

const rangeText = ({ from, to }: { from: string; to: string }): string => (from === to ? from : `${from} – ${to}`);

/** Rounded down: 100 is said only when nothing is missing. */
const percent = (ratio: number | null): number | null => (ratio === null ? null : Math.floor(ratio * 10_000) / 100);
