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

export function createWriteGate(): WriteGate {
  const writersWaiting: (() => void)[] = [];
  const aloneWaiting: (() => void)[] = [];
  let writers = 0;
  let isAlone = false;

  function admit(): void {
    if (isAlone) return;
    const first = aloneWaiting[0];
    if (first) {
      if (writers > 0) return;
      aloneWaiting.shift();
      isAlone = true;
      first();
      return;
    }
    for (const enter of writersWaiting.splice(0)) {
      writers += 1;
      enter();
    }
  }

  function queue(line: (() => void)[]): Promise<void> {
    return new Promise((resolve) => {
      line.push(resolve);
      admit();
    });
  }

  return {
    enter: () => queue(writersWaiting),
    leave: () => {
      writers -= 1;
      admit();
    },
    alone: async (work) => {
      await queue(aloneWaiting);
      try {
        await work();
      } finally {
        isAlone = false;
        admit();
      }
    },
    isIdle: () => writers === 0 && !isAlone && writersWaiting.length === 0 && aloneWaiting.length === 0,
  };
}
