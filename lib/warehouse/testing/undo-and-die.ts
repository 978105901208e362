import { armFaultPoint } from '#lib/runtime/fault-point';
import { salesDataset } from '#lib/sales/sales-dataset';
import { openSales } from '#lib/warehouse/testing/open-temporary';

// A process that brings a replaced slice back and is killed where `fault` says.
const [, , file = '', fault] = process.argv;
armFaultPoint(fault);
const warehouse = await openSales(file);
await warehouse.restoreSlice({
  dataset: salesDataset,
  slice: { storeId: 'tienda_01', day: '2025-10-02' },
  writer: { runId: '3', stepId: '3', attempt: 1 },
  keptSince: new Date(0),
  signal: new AbortController().signal,
});
await warehouse.close();
