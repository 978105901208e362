import { UndoLoad } from '#lib/contract/sales';
import { defineJob, type Job } from '#lib/runtime/define-job';
import { storeDayKey, storeDayOf } from '#lib/sales/store-day';
import { refuseNothingToUndo, undoLoad } from '#lib/sales/undo-load';
import { storeLane } from '#lib/sources/store-lane';

/** Brings back what the last load of a store-day replaced. */
export const salesUndoLoad: Job = defineJob({
  name: 'sales.undo-load',
  summary: {
    es: 'Deshace la última carga de un día: devuelve las ventas que había antes.',
    en: 'Undoes the last load of a day: brings back the sales that were there before.',
  },
  input: UndoLoad,
  parallel: 1,
  retries: { times: 2, everyMinutes: 1 },
  timeoutMinutes: 10,
  needs: 'warehouse',

  check: (context, { store, day }) => refuseNothingToUndo(context, { storeId: store, day }),

  plan: async (_context, { store, day }) => [{ key: storeDayKey({ storeId: store, day }), lane: storeLane(store) }],

  step: (context, { key }) => undoLoad(context, storeDayOf(key)),
});
