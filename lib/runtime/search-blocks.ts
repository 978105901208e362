import { foldText } from '#lib/contract/fold-text';
import { type CodedLine, wordsElsewhere } from '#lib/runtime/line-words';
import { mostLinesOfBlock } from '#lib/runtime/lines-of-block';

const mostCharacters = 200_000;

type SearchedLine = CodedLine & { runId: bigint; stepKey: string | null; message: string };

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
  for (const [index, line] of lines.entries()) {
    const text = searchedText(line);
    if (texts.length === mostLinesOfBlock || characters + text.length > mostCharacters) close(index);
    texts.push(text);
    characters += text.length;
  }
  close(lines.length);
  return blocks;
}

/** Begins with the key of the step; ends with the words that the line has in other languages. */
function searchedText({ stepKey, message, ...coded }: SearchedLine): string {
  const folded = foldText(stepKey === null ? message : `${stepKey} ${message}`);
  const elsewhere = wordsElsewhere(coded, folded);
  return elsewhere === '' ? folded : `${folded} ${elsewhere}`;
}
