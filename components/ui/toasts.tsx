'use client';

import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useMemo, useRef, useState } from 'react';

const ToastList = lazy(() => import('#components/ui/toast-list').then((m) => ({ default: m.ToastList })));

export type Outcome = {
  title: string;
  description?: string;
  href?: string;
  linkText?: string;
  /** What can be done about it at once, such as taking it back. */
  act?: OutcomeAct;
};

export type OutcomeAct = { text: string; onAct: () => void };

/** An outcome on its way to the list. */
export type Said = Outcome & { id: string; type: 'done' | 'failed' };

const Say = createContext<(type: Said['type'], outcome: Outcome) => void>(() => {
  throw new Error('An outcome is said outside of <ToastProvider>.');
});

/** Says how an act ended: `done` and `failed` add one line at the bottom corner, read out by screen readers. */
export function useToasts(): { done: (outcome: Outcome) => void; failed: (outcome: Outcome) => void } {
  const say = use(Say);
  return useMemo(
    () => ({ done: (outcome) => say('done', outcome), failed: (outcome) => say('failed', outcome) }),
    [say],
  );
}

/** Holds what is said until the list, which comes with the first of them, has taken it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [waiting, setWaiting] = useState<readonly Said[]>([]);
  const [asked, setAsked] = useState(false);
  const count = useRef(0);
  const say = useCallback((type: Said['type'], outcome: Outcome) => {
    count.current += 1;
    const said = { ...outcome, type, id: `outcome-${count.current}` };
    setAsked(true);
    setWaiting((before) => [...before, said]);
  }, []);
  const take = useCallback((taken: readonly Said[]) => {
    setWaiting((before) => before.filter((one) => !taken.includes(one)));
  }, []);
  return (
    <Say value={say}>
      {children}
      <Suspense>{asked ? <ToastList waiting={waiting} onTaken={take} /> : null}</Suspense>
    </Say>
  );
}
