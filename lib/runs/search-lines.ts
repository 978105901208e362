import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { foldText } from '#lib/contract/fold-text';
import type { LogLine } from '#lib/contract/run';
import { jsonRows } from '#lib/runs/json-rows';
import { type LineBounds, linesWhere, logColumns } from '#lib/runs/log-columns';
import { mostLinesOfBlock } from '#lib/runtime/lines-of-block';

export type LineSearch = LineBounds & { search?: string | undefined; backwards: boolean; limit: number };

/** Blocks whose lines are looked at in one query: few at first, since a common word is found at once. */
const firstBlocks = 4;
const fewBlocks = 16;
const mostBlocks = 256;

/**
 * Lines of a run that have every word, in the direction asked for. Blocks without a line that may have them are skipped as a
 * whole; so a word that is nowhere costs one pass over the folded text.
 */
export async function searchLines(db: Db, runId: string, search: LineSearch): Promise<LogLine[]> {
  const words = await rarestFirst(db, runId, wordsOf(search));
  const found: LogLine[] = [];
  let blocks = firstBlocks;
  let edge: string | null = null;
  for (;;) {
    const part: Part = await nextPart(db, runId, {
      ...search,
      words,
      blocks,
      edge,
      limit: search.limit - found.length,
    });
    found.push(...part.items);
    if (found.length >= search.limit || part.blocks < blocks) return found;
    edge = part.edge;
    // Nearly every block that is not skipped has a hit.
    const needed = search.level === undefined ? Math.max(fewBlocks, search.limit - found.length) : mostBlocks;
    blocks = Math.min(mostBlocks, needed, blocks * 4);
  }
}

type Part = { items: LogLine[]; blocks: number; edge: string | null };
type PartSearch = LineSearch & { words: readonly string[]; blocks: number; edge: string | null };

async function nextPart(db: Db, runId: string, search: PartSearch): Promise<Part> {
  const direction = search.backwards ? sql`desc` : sql`asc`;
  const hasWords = (text: SQL) => search.words.map((word) => sql`strpos(${text}, ${word}) > 0`);
  const [part] = await jsonRows<Part>(
    db,
    sql`
      with block as materialized (
        select b.first_id, b.last_id, b.folded
        from (${unpackedBlocks(runId, search, direction)}) as b
        where ${sql.join([...hasWords(sql`b.folded`), mayShareLine(search.words)], sql` and `)}
        order by b.first_id ${direction}
        limit ${search.blocks}
      ), matching as materialized (
        select block.first_id, block.last_id, line.place
        from block
        cross join lateral unnest(string_to_array(block.folded, chr(10))) with ordinality as line(folded, place)
        where ${sql.join([sql`true`, ...hasWords(sql`line.folded`)], sql` and `)}
        ${mostHits(search, direction)}
      ), placed as materialized (
        select of_block.first_id,
               array(select id
                     from run_logs
                     where run_id = ${runId}::bigint
                       and id between of_block.first_id and of_block.last_id
                     order by id) as ids
        from (select distinct first_id, last_id from matching) as of_block
      ), hit as (
        select l.*
        from matching
        join placed on placed.first_id = matching.first_id
        cross join lateral (select * from run_logs where id = placed.ids[matching.place] offset 0) as l
        where ${linesWhere(runId, search)}
        order by l.id ${direction}
        limit ${search.limit}
      )
      select json_build_object(
        'blocks', (select count(*) from block),
        'edge', (select ${search.backwards ? sql`min(first_id)` : sql`max(first_id)`}::text from block),
        'items', (select coalesce(json_agg(to_json(item)), '[]')
                  from (select ${logColumns} from hit as l order by l.id ${direction}) as item)) as item`,
  );
  return part ?? { items: [], blocks: 0, edge: null };
}

/** Along the index, one by one. Their texts are unpacked here, once: otherwise each of the words would unpack them again. */
function unpackedBlocks(runId: string, search: PartSearch, direction: SQL): SQL {
  const folded = search.words.length < 2 ? sql`b.folded` : sql`b.folded || ''`;
  return sql`
    select b.first_id, b.last_id, ${folded} as folded
    from run_log_blocks as b
    where ${blockBounds(runId, search)}
    order by b.first_id ${direction}
    offset 0`;
}

/**
 * Whether a line of `b` may have all words. Only the lines around the rarest are looked at: the text between two of it,
 * from the break before to the break after. The word itself stands at the seams, so that no word that laps over one is missed.
 */
function mayShareLine([rarest, ...others]: readonly string[]): SQL {
  if (rarest === undefined || others.length === 0) return sql`true`;
  const around = sql`concat(${rarest}::text, split_part(before, chr(10), -1), ${rarest}::text, split_part(after, chr(10), 1), ${rarest}::text)`;
  return sql`exists (
    select 1
    from (select piece as before, lead(piece) over (order by place) as after, place
          from unnest(string_to_array(b.folded, ${rarest})) with ordinality as pieces(piece, place)) as pair
    where after is not null
      and ${sql.join(
        others.map((word) => sql`strpos(${around}, ${word}) > 0`),
        sql` and `,
      )})`;
}

/** By how often they are in the newest block. A word that is part of another one says nothing more. */
async function rarestFirst(db: Db, runId: string, words: readonly string[]): Promise<readonly string[]> {
  const telling = words.filter(
    (word, place) => !words.some((other, at) => other.includes(word) && (other !== word || at < place)),
  );
  if (telling.length < 2) return telling;
  const [sample] = await jsonRows<{ folded: string }>(
    db,
    sql`
      select json_build_object('folded', folded) as item
      from run_log_blocks
      where run_id = ${runId}::bigint
      order by first_id desc
      limit 1`,
  );
  const timesIn = (word: string): number => (sample?.folded.split(word).length ?? 1) - 1;
  return telling.toSorted((one, other) => timesIn(one) - timesIn(other));
}

/**
 * Without another condition on the lines, hits beyond these are of no use: at most one block has lines on the wrong side
 * of a cursor.
 */
function mostHits({ level, step, limit }: PartSearch, direction: SQL): SQL {
  if (level !== undefined || step !== undefined) return sql``;
  return sql`order by block.first_id ${direction}, line.place ${direction} limit ${limit + mostLinesOfBlock}`;
}

/** A line's folded text begins with the key of its step: a step is searched for like a word. */
function wordsOf({ search = '', step }: LineSearch): string[] {
  const words = foldText(search)
    .split(' ')
    .filter((word) => word !== '');
  return step === undefined ? words : [...words, foldText(step)];
}

/** The block that holds `after` may have later lines, hence the subquery. */
function blockBounds(runId: string, { after, before, edge, backwards }: PartSearch): SQL {
  const bounds = [
    sql`b.run_id = ${runId}::bigint`,
    before === undefined ? undefined : sql`b.first_id < ${before}::bigint`,
    after === undefined
      ? undefined
      : sql`b.last_id > ${after}::bigint and b.first_id >= coalesce((
          select max(first_id)
          from run_log_blocks
          where run_id = ${runId}::bigint
            and first_id <= ${after}::bigint), 0)`,
    edge === null ? undefined : backwards ? sql`b.first_id < ${edge}::bigint` : sql`b.first_id > ${edge}::bigint`,
  ].filter((bound) => bound !== undefined);
  return sql.join(bounds, sql` and `);
}
