/** Lets `limit` pieces of work run at the same time, the others in the order they came. */
export type Limiter = <Value>(work: () => Promise<Value>) => Promise<Value>;

export function createLimiter(limit: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Many slices are written at once; a checkpoint runs alone, and once it waits no further slice begins. */
export type WriteGate = {
  enter: () => Promise<void>;
  leave: () => void;
  alone: (work: () => Promise<void>) => Promise<void>;
  isIdle: () => boolean;
};

type GateState = { writers: number; isAlone: boolean; writersWaiting: (() => void)[]; aloneWaiting: (() => void)[] };

export function createWriteGate(): WriteGate {
  const state: GateState = { writers: 0, isAlone: false, writersWaiting: [], aloneWaiting: [] };
  const queue = (line: (() => void)[]) =>
    new Promise<void>((resolve) => {
      line.push(resolve);
      admit(state);
    });
  return {
    enter: () => queue(state.writersWaiting),
    leave: () => {
      state.writers -= 1;
      admit(state);
    },
    alone: async (work) => {
      await queue(state.aloneWaiting);
      try {
        await work();
      } finally {
        state.isAlone = false;
        admit(state);
      }
    },
    isIdle: () =>
      state.writers === 0 && !state.isAlone && state.writersWaiting.length === 0 && state.aloneWaiting.length === 0,
  };
}

/** Lets in who may come in now: whoever wants to be alone first, once the writers have left. */
function admit(state: GateState): void {
  if (state.isAlone) return;
  const alone = state.aloneWaiting[0];
  if (alone && state.writers > 0) return;
  if (alone) {
    state.aloneWaiting.shift();
    state.isAlone = true;
    alone();
    return;
  }
  for (const enter of state.writersWaiting.splice(0)) {
    state.writers += 1;
    enter();
  }
}
