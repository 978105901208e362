import { openSales } from '#lib/warehouse/testing/open-temporary';

// A process that holds the warehouse named by its argument until it is killed.
const [, , file = ''] = process.argv;
await openSales(file);
process.send?.('open');
