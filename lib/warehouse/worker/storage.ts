import { readdirSync, readlinkSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import { isAppError } from '#lib/errors';
import { faultPoint } from '#lib/runtime/fault-point';
import { freeBytesOf, walBytesOf } from '#lib/warehouse/disk-space';
import type { OpenSettings } from '#lib/warehouse/protocol';
import { isFatal, openError, statementError, unavailable } from '#lib/warehouse/storage-errors';
import { prepareTables } from '#lib/warehouse/table-definition';
import { createLimiter, createWriteGate, type Limiter, type WriteGate } from '#lib/warehouse/worker/gates';
import { type OpenWindows, registerRowsFunction } from '#lib/warehouse/worker/rows-function';

/** The open file, for everything that runs in the thread that owns it. */
export type Storage = {
  settings: OpenSettings;
  windows: OpenWindows;
  gate: WriteGate;
  connect: () => Promise<DuckDBConnection>;
  /** Runs a reader's or a writer's statement: bounded in the pool, its error given a code, a fatal one announced. */
  reading: Limiter;
  writing: Limiter;
  /** How many threads a statement takes from now on. */
  useThreads: (threads: number) => Promise<void>;
  checkpoint: () => Promise<void>;
  /** Makes a checkpoint when the log has grown: in a pause if nobody writes, in turn when it is far too large. */
  checkpointIfDue: (when: { isPause: boolean }) => Promise<void>;
  close: () => void;
};

// With the log this many times over its threshold, new slices wait for the checkpoint. What lies in the log lies in memory too.
const urgentFactor = 4;

// A slice of a slow store may take minutes: the others then go on, and the next one that ends tries again.
const urgentPatienceMs = 30_000;

export async function openStorage(settings: OpenSettings, onFatal: (error: unknown) => void): Promise<Storage> {
  const { file } = settings;
  try {
    assertNotOpenHere(file);
    const instance = await DuckDBInstance.create(file, instanceOptions(settings));
    try {
      return await storageOf(instance, settings, onFatal);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  } catch (error) {
    if (isAppError(error)) throw error;
    throw openError(error, file, await freeBytesOf(file).catch(() => 0));
  }
}

function instanceOptions({ threads, memoryMb }: OpenSettings): Record<string, string> {
  return {
    threads: String(threads),
    memory_limit: `${memoryMb}MB`,
    // Checkpoints are ours to time: one inside a COMMIT would stall that slice.
    checkpoint_threshold: '1TB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // No statement reads or writes a file but the warehouse's own, and none can take this back. The whole configuration
    // cannot be locked: the number of threads follows the load.
    enable_external_access: 'false',
  };
}

async function storageOf(
  instance: DuckDBInstance,
  settings: OpenSettings,
  onFatal: (error: unknown) => void,
): Promise<Storage> {
  const windows: OpenWindows = new Map();
  const owner = await instance.connect();
  await owner.run(`set global TimeZone = 'UTC'`);
  DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;
  await prepareTables(owner, settings.datasets);
  for (const dataset of settings.datasets) registerRowsFunction(owner, dataset, windows);
  const readers = Math.max(1, Math.floor(settings.poolThreads / 2));
  const reading = guarded(createLimiter(readers), settings.file, onFatal);
  const writing = guarded(createLimiter(Math.max(1, settings.poolThreads - readers)), settings.file, onFatal);
  const gate = createWriteGate();
  const steering = await instance.connect();
  return {
    settings,
    windows,
    gate,
    connect: () => instance.connect(),
    reading,
    writing,
    ...checkpoints(settings, gate, () => writing(() => runCheckpoint(owner))),
    useThreads: threadSetting(steering, settings.threads),
    close: () => {
      steering.closeSync();
      owner.closeSync();
      instance.closeSync();
    },
  };
}

/** Asks DuckDB only for a change, one after the other. */
function threadSetting(connection: DuckDBConnection, atFirst: number): Storage['useThreads'] {
  let wanted = atFirst;
  let setting: Promise<unknown> = Promise.resolve();
  return async (threads) => {
    if (threads !== wanted) {
      wanted = threads;
      const set = () => connection.run(`set threads = ${threads}`);
      setting = setting.then(set, set);
    }
    await setting;
  };
}

function guarded(limiter: Limiter, file: string, onFatal: (error: unknown) => void): Limiter {
  return async (work) => {
    try {
      return await limiter(work);
    } catch (error) {
      const told = statementError(error, file, await freeBytesOf(file).catch(() => 0));
      if (isFatal(error)) onFatal(told);
      throw told;
    }
  };
}

function checkpoints(
  { file, checkpointBytes }: OpenSettings,
  gate: WriteGate,
  run: () => Promise<void>,
): Pick<Storage, 'checkpoint' | 'checkpointIfDue'> {
  let running: Promise<boolean> | null = null;

  async function checkpoint(patienceMs?: number): Promise<void> {
    running ??= gate.alone(run, patienceMs).finally(() => {
      running = null;
    });
    await running;
  }

  return {
    checkpoint: () => checkpoint(),
    checkpointIfDue: async ({ isPause }) => {
      const walBytes = walBytesOf(file);
      const isDue = isPause && walBytes > checkpointBytes && gate.isIdle();
      if (isDue || walBytes > checkpointBytes * urgentFactor) await checkpoint(urgentPatienceMs);
    },
  };
}

async function runCheckpoint(owner: DuckDBConnection): Promise<void> {
  const running = owner.run('checkpoint');
  faultPoint('checkpoint-running');
  await running;
  faultPoint('checkpoint-after');
}

/**
 * DuckDB neither refuses nor shares a second instance of a file in one process: each would overwrite the other. Linux
 * shows whether an earlier one, of a thread that died, still has the file open.
 */
function assertNotOpenHere(file: string): void {
  if (process.platform !== 'linux') return;
  const isOpen = readdirSync('/proc/self/fd').some((descriptor) => linkOf(descriptor) === file);
  if (isOpen) throw unavailable(file, 'this process has it open already');
}

function linkOf(descriptor: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    // The descriptor of the directory read itself is gone by now.
    return null;
  }
}
