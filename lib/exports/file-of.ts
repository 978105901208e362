import type { FileLook } from '#lib/contract/endpoints/exports';
import { csvChunks } from '#lib/exports/csv';
import type { FileVoice } from '#lib/exports/file-voice';
import type { Table } from '#lib/exports/table';
import { workbookChunks } from '#lib/exports/workbook';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type TableFile = { name: string; mediaType: string; chunks: AsyncIterable<string | Uint8Array> };

/** A table as the file that was asked for. */
export function fileOf(table: Table, format: FileLook['format'], voice: FileVoice): TableFile {
  if (format === 'csv')
    return { name: `${table.name}.csv`, mediaType: 'text/csv; charset=utf-8', chunks: csvChunks(table, voice) };
  return { name: `${table.name}.xlsx`, mediaType: workbookType, chunks: workbookChunks(table, voice.zone) };
}
