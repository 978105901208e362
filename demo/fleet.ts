import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { endWithParent } from '#demo/end-with-parent';
import { type FleetOptions, startFleet } from '#demo/start-fleet';
import type { ServerEncryption } from '#demo/tds/encryption';

const { values } = parseArgs({
  options: {
    stores: { type: 'string' },
    lines: { type: 'string' },
    products: { type: 'string' },
    seed: { type: 'string' },
    today: { type: 'string' },
    days: { type: 'string' },
    port: { type: 'string' },
    'control-port': { type: 'string' },
    healthy: { type: 'boolean', default: false },
    encoded: { type: 'boolean', default: false },
    /** What the stores want of TLS: off, optional or required. */
    encryption: { type: 'string', default: 'off' },
    /** Where to write the stores as a file that the product imports. */
    'store-file': { type: 'string' },
    /** Ends when standard input does. */
    attached: { type: 'boolean', default: false },
  },
});

/** Only the options that were given. */
function numbers(pairs: Record<string, string | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([name, text]) => (text === undefined ? [] : [[name, numberOf(name, text)]])),
  );
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new RangeError(`${name}: a whole number was expected, not ${text}`);
}

function modeOf(text: string): ServerEncryption['mode'] {
  if (text === 'off' || text === 'optional' || text === 'required') return text;
  throw new RangeError(`encryption: off, optional or required was expected, not ${text}`);
}

const { stores, lines, products, seed, days, port, today } = values;
const mode = modeOf(values.encryption);
const options: FleetOptions = {
  ...numbers({ stores, products, seed, days, linesPerDay: lines, basePort: port, controlPort: values['control-port'] }),
  ...(today !== undefined && { today }),
  sick: !values.healthy,
  invoices: !values.encoded,
  encodesOnce: values.encoded,
  encryption: () => ({ mode }),
};
const fleet = await startFleet(options);
const storeFile = values['store-file'];
if (storeFile !== undefined) await writeFile(storeFile, JSON.stringify(fleet.storeFile(), null, 2));
process.stdout.write(
  `${JSON.stringify({ ready: true, controlUrl: fleet.controlUrl, today: fleet.today(), stores: fleet.stores })}\n`,
);

endWithParent(fleet.stop, values.attached);
