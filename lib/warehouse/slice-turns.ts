import { AppError } from '#lib/errors';
import type { SliceKey, SliceWriter } from '#lib/warehouse/warehouse';

/** All that decides between two writers of a slice. */
type TurnTaker = Pick<SliceWriter, 'stepId' | 'attempt'>;

type Turn = { writer: TurnTaker; stop: AbortController; over: Promise<void> };

/** `hasWaited`: another step wrote the slice after this writer had asked for it. */
export type TakenTurn = { signal: AbortSignal; hasWaited: boolean; leave: () => void };

/** One writer at a time for each slice of a dataset. */
export type SliceTurns = {
  /** Resolves when it is this writer's turn. `signal` aborts when a later attempt of the same step takes over. */
  take: (key: string, writer: TurnTaker, slice: SliceKey) => Promise<TakenTurn>;
  /** Aborts every writer, and resolves when all have left. */
  stopAll: (reason: Error) => Promise<void>;
};

/** A later attempt of the same step stops the earlier one and goes on; an earlier one is refused; other steps wait. */
export function createSliceTurns(): SliceTurns {
  const turns = new Map<string, Turn>();
  return {
    take: async (key, writer, slice) => {
      let hasWaited = false;
      for (let turn = turns.get(key); turn; turn = turns.get(key)) {
        if (turn.writer.stepId === writer.stepId) {
          if (writer.attempt <= turn.writer.attempt) throw overtaken(slice, turn.writer);
          turn.stop.abort(overtaken(slice, writer));
        }
        hasWaited = true;
        await turn.over;
      }
      const over = Promise.withResolvers<void>();
      const stop = new AbortController();
      turns.set(key, { writer, stop, over: over.promise });
      return {
        signal: stop.signal,
        hasWaited,
        leave: () => {
          turns.delete(key);
          over.resolve();
        },
      };
    },
    stopAll: async (reason) => {
      const open = [...turns.values()];
      for (const { stop } of open) stop.abort(reason);
      await Promise.all(open.map(({ over }) => over));
    },
  };
}

function overtaken({ storeId, day }: SliceKey, { stepId, attempt }: TurnTaker): AppError {
  return new AppError('cancelled', `${storeId} ${day}: attempt ${attempt} of step ${stepId} writes this slice now.`, {
    params: { storeId, day },
  });
}
