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
  /** False when the writers that are in have not left within `patienceMs`: then nothing was done, and writers come in again. */
  alone: (work: () => Promise<void>, patienceMs?: number) => Promise<boolean>;
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
    alone: async (work, patienceMs = Number.POSITIVE_INFINITY) => {
      if (!(await enterAlone(state, patienceMs))) return false;
      try {
        await work();
      } finally {
        state.isAlone = false;
        admit(state);
      }
      return true;
    },
    isIdle: () =>
      state.writers === 0 && !state.isAlone && state.writersWaiting.length === 0 && state.aloneWaiting.length === 0,
  };
}

const longestTimerMs = 2 ** 31 - 1;

function enterAlone(state: GateState, patienceMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const enter = () => {
    clearTimeout(timer);
    resolve(true);
  };
  const giveUp = () => {
    state.aloneWaiting.splice(state.aloneWaiting.indexOf(enter), 1);
    admit(state);
    resolve(false);
  };
  const timer = setTimeout(giveUp, Math.min(patienceMs, longestTimerMs));
  state.aloneWaiting.push(enter);
  admit(state);
  return promise;
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
