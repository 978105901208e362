import { foldText } from '#lib/contract/fold-text';

/** Measured at 1,000,000 lines: larger blocks are read no faster, and more of them is read in vain. */
export const mostLinesOfBlock = 500;
const mostCharacters = 200_000;

type SearchedLine = { runId: bigint; stepKey: string | null; message: string };

/** `first` and `last`: places among the lines of its run, from 1. `folded`: a line of text for each of them. */
export type SearchBlock = { runId: bigint; first: number; last: number; folded: string };

/** The texts that lines are searched by, in blocks of lines that follow each other in their run. */
export function searchBlocks(lines: readonly SearchedLine[]): SearchBlock[] {
  return [...Map.groupBy(lines, ({ runId }) => runId)].flatMap(([runId, ofRun]) => blocksOf(runId, ofRun));
}

function blocksOf(runId: bigint, lines: readonly SearchedLine[]): SearchBlock[] {
  const blocks: SearchBlock[] = [];
  let texts: string[] = [];
  let characters = 0;
  const close = (last: number) => {
    if (texts.length > 0) blocks.push({ runId, first: last - texts.length + 1, last, folded: texts.join('\n') });
    [texts, characters] = [[], 0];
  };
  for (const [index, { stepKey, message }] of lines.entries()) {
    const text = foldText(stepKey === null ? message : `${stepKey} ${message}`);
    if (texts.length === mostLinesOfBlock || characters + text.length > mostCharacters) close(index);
    texts.push(text);
    characters += text.length;
  }
  close(lines.length);
  return blocks;
}
