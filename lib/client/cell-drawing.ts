import type { StoreDayState } from '#lib/contract/store-day';

/** The colours of a state: its surface, and the symbol on it. */
export type CellLook = { fill: string; mark: string };
export type Palette = Record<StoreDayState, CellLook> & { weekend: string };

type Box = { x: number; y: number; width: number; height: number };

/** A symbol narrower than this is a smudge: smaller cells keep colour and shape. */
const readableWidth = 9;

/** One store-day: every state differs in shape as well as in colour. */
export function drawCell(context: CanvasRenderingContext2D, state: StoreDayState, box: Box, look: CellLook): void {
  const { x, y, width, height } = box;
  context.fillStyle = look.fill;
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(4, width / 5));
  context.fill();
  if (state === 'partial') drawHalf(context, box, look);
  if (width < readableWidth) drawSmall(context, state, box, look);
  else drawSymbol(context, state, box, look);
}

/** Filled from below, as far as the day came. */
function drawHalf(context: CanvasRenderingContext2D, { x, y, width, height }: Box, { mark }: CellLook): void {
  context.fillStyle = mark;
  context.beginPath();
  const corner = Math.min(4, width / 5);
  context.roundRect(x, y + height / 2, width, height / 2, [0, 0, corner, corner]);
  context.fill();
}

/** What is left of the symbols where there is no room for them: bars, from the middle of the cell. */
const bars: Partial<Record<StoreDayState, (width: number) => Box[]>> = {
  missing: (width) => [{ x: width / 2 - 1, y: -1, width: 2, height: 2 }],
  drifted: (width) => [{ x: width / 2 - 1, y: -4, width: 2, height: 8 }],
  closed: (width) => [{ x: 0, y: -1, width, height: 2 }],
  lost: (width) => [{ x: 1, y: -1, width: width - 2, height: 2 }],
  on_hold: (width) => [
    { x: 1, y: -4, width: 1, height: 8 },
    { x: width - 2, y: -4, width: 1, height: 8 },
  ],
  not_due: (width) => [{ x: width / 2 - 1, y: -1, width: 2, height: 2 }],
};

function drawSmall(context: CanvasRenderingContext2D, state: StoreDayState, box: Box, { mark }: CellLook): void {
  const middle = box.y + box.height / 2;
  context.fillStyle = mark;
  for (const bar of bars[state]?.(box.width) ?? []) {
    context.fillRect(box.x + bar.x, middle + bar.y, bar.width, bar.height);
  }
}

/** Strokes in a square of 16, drawn in the middle of the cell. */
const strokes: Partial<Record<StoreDayState, string>> = {
  verified: 'M3.5 8.5 L6.7 11.5 L12.5 4.8',
  loaded: 'M8 3 A5 5 0 1 1 7.99 3 Z',
  missing: 'M4 4 L12 12 M12 4 L4 12',
  drifted: 'M3 6 H13 M3 10.2 H13 M10.5 3 L5.5 13',
  loading: 'M8 2.8 V12.6 M4 8.8 L8 12.8 L12 8.8',
  queued: 'M4 8 H4.01 M8 8 H8.01 M12 8 H12.01',
  closed: 'M3.5 8 H12.5',
  lost: 'M12.5 3.5 L3.5 12.5',
  on_hold: 'M5.8 4 V12 M10.2 4 V12',
  not_due: 'M8 8 H8.01',
};

function drawSymbol(context: CanvasRenderingContext2D, state: StoreDayState, box: Box, { mark }: CellLook): void {
  const stroke = strokes[state];
  if (!stroke) return;
  const edge = Math.min(box.width, box.height, 18);
  context.save();
  context.translate(box.x + (box.width - edge) / 2, box.y + (box.height - edge) / 2);
  context.scale(edge / 16, edge / 16);
  context.strokeStyle = mark;
  context.lineWidth = 16 / edge + 0.75;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(new Path2D(stroke));
  context.restore();
}
