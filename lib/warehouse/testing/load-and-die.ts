import { armFaultPoint } from '#lib/runtime/fault-point';
import { loadSlice, openSales } from '#lib/warehouse/testing/open-temporary';
import { bulkLines } from '#lib/warehouse/testing/sales-rows';

// A process that replaces the slice of a day by `rows` lines and is killed where `fault` says.
const [, , file = '', day = '', rows = '0', fault] = process.argv;
armFaultPoint(fault);
const warehouse = await openSales(file, { checkpointBytes: 0 });
const batchFrom = bulkLines(day);
await loadSlice(warehouse, {
  slice: { storeId: 'tienda_01', day },
  writer: { runId: '2', stepId: '2', attempt: 1, source: 'sql-server' },
  fill: async (append) => {
    for (let from = 0; from < Number(rows); from += 10_000) await append(batchFrom(from));
  },
});
await warehouse.close();
