import type { LogLevel } from '#lib/contract/run';
import type { LogParams } from '#lib/runtime/define-job';
import type { EngineTx } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { jsonText, storableText } from '#lib/runtime/json-text';
import { searchBlocks } from '#lib/runtime/search-blocks';

/** What one run may keep. */
export type LogLimits = { lines: number; bytes: number };

export type Line = {
  runId: bigint;
  stepKey: string | null;
  at: Date;
  level: LogLevel;
  code: string | null;
  params: LogParams;
  message: string;
};

type Batch = { lines: Line[]; cut: Map<bigint, number>; limits: LogLimits };
type Kept = { id: bigint; lines: number; bytes: number };

/** The row lock of the run comes before the ids of its lines: so a reader that follows by id misses none. */
export async function writeLines(tx: EngineTx, { lines, cut, limits }: Batch): Promise<void> {
  const runIds = [...new Set([...lines.map(({ runId }) => runId), ...cut.keys()])];
  const runs = await tx<Kept[]>`
    select id, log_lines::float8 as "lines", log_bytes::float8 as "bytes"
    from runs
    where id = any(${runIds.map(String)}::bigint[])
    order by id
    for no key update`;
  const counts = new Map(runs.map((run) => [run.id, { ...run, cut: cut.get(run.id) ?? 0 }]));
  const kept = lines.filter((line) => fits(counts.get(line.runId), line, limits));
  if (kept.length > 0) await insertLines(tx, kept);
  await tx`
    update runs
    set log_lines = count."lines", log_bytes = count."bytes", log_lines_cut = log_lines_cut + count."cut"
    from jsonb_to_recordset(${jsonText([...counts.values()])}::text::jsonb) as count(
      "id" bigint, "lines" bigint, "bytes" bigint, "cut" bigint)
    where runs.id = count."id"`;
  faultPoint('log-before-commit');
}

/** The lines and the text that they are searched by. Ids grow in the order of the lines. */
async function insertLines(tx: EngineTx, lines: Line[]): Promise<void> {
  await tx`
    with added as (
      insert into run_logs (run_id, step_key, at, level, code, params, message)
      select "runId", "stepKey", "at", "level", "code", "params", "message"
      from jsonb_to_recordset(${jsonText(lines)}::text::jsonb) as line(
        "runId" bigint, "stepKey" text, "at" timestamptz, "level" text, "code" text, "params" jsonb, "message" text)
      returning id, run_id
    ), placed as (
      select id, run_id, row_number() over (partition by run_id order by id) as place
      from added
    )
    insert into run_log_blocks (run_id, first_id, last_id, folded)
    select block."runId", first.id, last.id, block."folded"
    from jsonb_to_recordset(${jsonText(searchBlocks(lines))}::text::jsonb) as block(
      "runId" bigint, "first" integer, "last" integer, "folded" text)
    join placed first on first.run_id = block."runId" and first.place = block."first"
    join placed last on last.run_id = block."runId" and last.place = block."last"`;
}

function fits(count: (Kept & { cut: number }) | undefined, line: Line, limits: LogLimits): boolean {
  if (!count) return false;
  const bytes = Buffer.byteLength(storableText(line.message));
  if (count.lines >= limits.lines || count.bytes + bytes > limits.bytes) {
    count.cut += 1;
    return false;
  }
  count.lines += 1;
  count.bytes += bytes;
  return true;
}
