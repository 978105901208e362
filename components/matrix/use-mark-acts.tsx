'use client';

import { useTranslations } from 'next-intl';
import { useToasts } from '#components/ui/toasts';
import { useAct } from '#components/ui/use-act';
import type { DaySelection } from '#lib/client/matrix-selection';
import { salesRoom } from '#lib/client/sales';
import { type MarkKind, markSelection, storeDaysRoom, unmarkSelection } from '#lib/client/store-days';

type Marking = { selection: DaySelection; kind: MarkKind; reason: string };

const rooms = [salesRoom, storeDaysRoom];

/** Marks days and takes marks back; a mark that was just made can be undone from where its outcome is said. */
export function useMarkActs(onDone: () => void) {
  const t = useTranslations('matrix.mark');
  const toasts = useToasts();
  const unmark = useAct({
    act: unmarkSelection,
    rooms,
    done: ({ days }) => ({ title: t('unmarked', { count: days }) }),
    failed: t('unmarkFailed'),
  });
  const mark = useAct({
    act: async (marking: Marking) => ({
      ...marking,
      ...(await markSelection(marking.selection, marking.kind, marking.reason)),
    }),
    rooms,
    next: ({ selection, kind, days }) => {
      toasts.done({
        title: t(`${kind}.done`, { count: days }),
        ...(days > 0 ? { act: { text: t('undo'), onAct: () => unmark.mutate(selection) } } : {}),
      });
      onDone();
    },
  });
  return { mark, unmark };
}
