import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { keeperAddress } from '#db/testing/keeper-address';

const Greeting = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })]);

const tryForMs = 60_000;
const retryMs = 50;
/** A second keeper ends by itself when it finds the address taken. */
const keeperBootMs = 5000;
let shared: Promise<string> | undefined;

/** The PostgreSQL that the test processes of a run share. The first of them starts its keeper. */
export function sharedServer(): Promise<string> {
  shared ??= findServer();
  return shared;
}

async function findServer(): Promise<string> {
  const deadline = Date.now() + tryForMs;
  let startedAt = 0;
  while (Date.now() < deadline) {
    const socket = await reachKeeper();
    const url = socket && (await greetingOf(socket));
    if (url) return url;
    if (Date.now() - startedAt > keeperBootMs) {
      startKeeper();
      startedAt = Date.now();
    }
    await delay(retryMs);
  }
  throw new Error(`The test PostgreSQL did not start within ${tryForMs} ms.`);
}

/** Null when there is no keeper. */
async function reachKeeper(): Promise<Socket | null> {
  const socket = connect(keeperAddress());
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return null;
  }
}

/** Null when the keeper left. The connection stays open as long as this process lives, without keeping it alive. */
async function greetingOf(socket: Socket): Promise<string | null> {
  const text = await firstLine(socket);
  if (!text) return null;
  const greeting = Greeting.parse(JSON.parse(text));
  if ('error' in greeting) throw new Error(`The test PostgreSQL did not start: ${greeting.error}`);
  socket.unref();
  return greeting.url;
}

function firstLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.endsWith('\n')) resolve(text);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(null));
  });
}

/** Detached, so that it outlives the test process that happened to come first. */
function startKeeper(): void {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts')], {
    cwd: join(import.meta.dirname, '..', '..'),
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  keeper.unref();
}
