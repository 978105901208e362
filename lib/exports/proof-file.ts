import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { addDays } from '#lib/contract/day';
import type { ProofFile } from '#lib/contract/endpoints/exports';
import { findsStore } from '#lib/contract/gap-choice';
import { type Matrix, type MatrixRow, stateLetters } from '#lib/contract/matrix';
import type { Proof, StoreDayState } from '#lib/contract/store-day';
import { fileOf, type TableFile } from '#lib/exports/file-of';
import { type FileVoice, fileVoice } from '#lib/exports/file-voice';
import { type Column, mostRows, tableOf } from '#lib/exports/table';
import type { Runtime } from '#lib/runtime/current';
import { salesDataset } from '#lib/sales/sales-dataset';
import { salesMatrix } from '#lib/sales/sales-matrix';

type Held = { rows: number; amount: string | null; proof: Proof | null; runId: string | null; loadedAt: string | null };
type ProofLine = Pick<MatrixRow, 'storeId' | 'name'> & {
  day: string;
  state: StoreDayState;
  held: (Held & { reason: string | null }) | null;
};

/** Every store-day of a period that has come, with its proof: one store after another, in the order of the matrix. */
export async function proofFile(
  program: Pick<Runtime, 'db' | 'config' | 'translator'>,
  asked: ProofFile,
): Promise<TableFile> {
  const { db, config } = program;
  const voice = fileVoice(asked, program);
  const period = { ...(asked.from && { from: asked.from }), ...(asked.to && { to: asked.to }) };
  const matrix = await salesMatrix(db, period, { now: new Date(), zone: config.FLUXION_ZONE });
  const table = tableOf({
    name: `fluxion-proofs-${matrix.from}-${matrix.to}`,
    title: voice.t('export.proofs'),
    columns: columnsOf(voice),
    pages: pagesOf(db, { ...matrix, rows: rowsOf(matrix, asked) }),
    cutNote: voice.t('export.cut', { rows: mostRows }),
  });
  return fileOf(table, asked.format, voice);
}

const problem = new RegExp(`[${stateLetters.missing}${stateLetters.partial}${stateLetters.drifted}]`);

function rowsOf({ rows }: Matrix, { stores, find, only }: ProofFile): MatrixRow[] {
  const isFound = findsStore(find);
  return rows.filter(
    (row) =>
      isFound(row) &&
      (stores === undefined || stores.includes(row.storeId)) &&
      (only === 'all' || (row.active && problem.test(row.days))),
  );
}

const heldSql = (storeId: string, { from, to }: Pick<Matrix, 'from' | 'to'>) => sql`
  select to_json(item) as item
  from (select day::text,
               rows,
               amount::text,
               proof,
               error ->> 'message' as reason,
               run_id::text        as "runId",
               loaded_at           as "loadedAt"
        from store_days
        where dataset = ${salesDataset.name}
          and store_id = ${storeId}
          and day between ${from} and ${to}
        order by day) as item`;

async function* pagesOf(db: Db, matrix: Matrix): AsyncGenerator<ProofLine[]> {
  for (const row of matrix.rows) {
    const rows = await db.execute<{ item: NonNullable<ProofLine['held']> & { day: string } }>(
      heldSql(row.storeId, matrix),
    );
    const held = new Map(rows.map(({ item }) => [item.day, item]));
    yield linesOf(row, matrix.from).map((line) => ({ ...line, held: held.get(line.day) ?? null }));
  }
}

const stateOfLetter = new Map<string, StoreDayState>(
  Object.entries(stateLetters).map(([state, letter]) => [letter, asState(state)]),
);

/** True because the names of `stateLetters` are the states. */
function asState(name: string): StoreDayState {
  return name as StoreDayState;
}

function linesOf({ storeId, name, days }: MatrixRow, from: string): Omit<ProofLine, 'held'>[] {
  return [...days].flatMap((letter, index) => {
    const state = stateOfLetter.get(letter) ?? 'not_due';
    return state === 'not_due' ? [] : [{ storeId, name, day: addDays(from, index), state }];
  });
}

function columnsOf({ t, zone }: FileVoice): Column<ProofLine>[] {
  const figures = ['rows', 'units', 'amount', 'tickets'] as const;
  const sides = (['after', 'stored'] as const).flatMap((side) =>
    figures.map(
      (figure): Column<ProofLine> => ({
        title: t('export.figure', { figure: t(`figure.${figure}`), side: t(`export.${side}`) }),
        kind: figure === 'rows' || figure === 'tickets' ? 'whole' : 'decimal',
        value: ({ held }) => held?.proof?.[side][figure] ?? null,
      }),
    ),
  );
  return [
    { title: t('export.store'), kind: 'text', value: ({ storeId }) => storeId },
    { title: t('export.name'), kind: 'text', value: ({ name }) => name },
    { title: t('export.day'), kind: 'day', value: ({ day }) => day },
    { title: t('runs.state'), kind: 'text', value: ({ state }) => t(`storeDay.${state}.name`) },
    { title: t('export.heldRows'), kind: 'whole', value: ({ held }) => held?.rows ?? 0 },
    { title: t('export.heldAmount'), kind: 'decimal', value: ({ held }) => held?.amount ?? null },
    ...sides,
    { title: t('export.duplicates'), kind: 'whole', value: ({ held }) => held?.proof?.duplicates ?? null },
    { title: t('export.provedAt', { zone }), kind: 'instant', value: ({ held }) => held?.proof?.provedAt ?? null },
    { title: t('export.loadedAt', { zone }), kind: 'instant', value: ({ held }) => held?.loadedAt ?? null },
    { title: t('runs.run'), kind: 'whole', value: ({ held }) => held?.runId ?? null },
    { title: t('export.reason'), kind: 'text', value: ({ held }) => held?.reason ?? null },
  ];
}
