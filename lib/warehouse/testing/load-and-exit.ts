import { loadSlice, openSales } from '#lib/warehouse/testing/open-temporary';
import { bulkLines } from '#lib/warehouse/testing/sales-rows';

// A process that calls process.exit(3) while the warehouse's thread writes a window.
const [, , file = '', day = ''] = process.argv;
const warehouse = await openSales(file);
const batchFrom = bulkLines(day);
await loadSlice(warehouse, {
  slice: { storeId: 'tienda_01', day },
  writer: { runId: '2', stepId: '2', attempt: 1, source: 'sql-server' },
  fill: async (append) => {
    for (let from = 0; from < 260_000; from += 10_000) {
      const appending = append(batchFrom(from));
      if (from >= 250_000) setTimeout(() => process.exit(3), 30);
      await appending;
    }
  },
});
