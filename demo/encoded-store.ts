import { parseArgs } from 'node:util';
import { endWithParent } from '#demo/end-with-parent';
import { startFleet } from '#demo/start-fleet';

/** Stores for benches: the rows of a day are encoded once, at the first query that wants them, and then only written. */
const { values } = parseArgs({
  options: {
    stores: { type: 'string', default: '1' },
    lines: { type: 'string', default: '1000000' },
    /** The day that the bench loads: its rows are made before the stores are ready. */
    day: { type: 'string', default: '2025-10-17' },
    port: { type: 'string' },
    'control-port': { type: 'string', default: '0' },
    /** Ends when standard input does. */
    attached: { type: 'boolean', default: false },
  },
});

const dayAfter = new Date(Date.parse(values.day) + 86_400_000).toISOString().slice(0, 10);
const fleet = await startFleet({
  stores: Number(values.stores),
  linesPerDay: Number(values.lines),
  today: dayAfter,
  days: 3,
  invoices: false,
  encodesOnce: true,
  controlPort: Number(values['control-port']),
  ...(values.port !== undefined && { basePort: Number(values.port) }),
});
const expected = Object.fromEntries(fleet.stores.map(({ id }) => [id, fleet.expected(id, values.day)]));
const { controlUrl, stores } = fleet;
process.stdout.write(
  `${JSON.stringify({ ready: true, controlUrl, today: fleet.today(), day: values.day, stores, expected })}\n`,
);

endWithParent(fleet.stop, values.attached);
