import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupOutages, type Probed } from '#lib/links/group-outages';

const fiveOClock = Date.parse('2025-10-22T05:00:00Z');
const store = (storeId: string, host: string, downAfterSeconds: number | null): Probed => ({
  storeId,
  host,
  downSince: downAfterSeconds === null ? null : new Date(fiveOClock + downAfterSeconds * 1000),
});

test('stores that fall within 90 seconds of one another are one outage', () => {
  const groups = groupOutages([
    store('tienda_01', '10.8.1.5', 0),
    store('tienda_02', '10.8.2.5', 80),
    store('tienda_03', '10.8.3.5', 160),
    store('tienda_04', '10.8.4.5', 600),
    store('tienda_05', '10.8.5.5', null),
  ]);

  assert.deepEqual(groups, [
    {
      stores: ['tienda_01', 'tienda_02', 'tienda_03'],
      since: '2025-10-22T05:00:00.000Z',
      network: null,
      everyStore: false,
    },
  ]);
});

test('two stores are a group only when they are most of their network', () => {
  const most = [
    store('tienda_01', '10.8.1.5', 0),
    store('tienda_02', '10.8.1.6', 10),
    store('tienda_03', '10.8.1.7', null),
  ];
  const few = [...most, store('tienda_04', '10.8.1.8', null)];
  const elsewhere = store('tienda_05', '10.9.1.1', null);

  assert.equal(groupOutages([...most, elsewhere])[0]?.network, '10.8.1.0/24');
  assert.deepEqual(groupOutages([...few, elsewhere]), []);
});

test('when every store is down it says so; one store alone is no group', () => {
  const both = [store('tienda_01', 'tienda-1.red', 0), store('tienda_02', 'tienda-2.red', 5)];

  assert.deepEqual(groupOutages(both)[0]?.everyStore, true);
  assert.deepEqual(groupOutages([store('tienda_01', '10.8.1.5', 0)]), []);
});
