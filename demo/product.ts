import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Product = {
  url: string;
  pid: number;
  /** SIGTERM, then waits for the end; answers the exit code, null when it had to be killed. */
  stop: () => Promise<number | null>;
  /** SIGKILL, as a crash would. */
  kill: () => Promise<void>;
};

export type ProductOptions = {
  dataDir: string;
  /** On top of this process's environment. */
  env?: Record<string, string>;
  /** Every line that the server prints, on either stream. */
  onLine?: (line: string) => void;
  readyTimeoutMs?: number;
};

/** As `npm start` has them: a young generation that grows no larger keeps the idle server 80 MB smaller. */
const nodeOptions = ['--max-semi-space-size=16'];

/** Starts the server as its own process and waits until it says that it is ready. Throws with its last words otherwise. */
export async function startProduct({
  dataDir,
  env,
  onLine,
  readyTimeoutMs = 120_000,
}: ProductOptions): Promise<Product> {
  const child = spawn(process.execPath, [...nodeOptions, 'server.ts'], {
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readyUrl(child, readyTimeoutMs, onLine);
  const { pid } = child;
  if (pid === undefined) throw new Error('the server has no process id');
  return { url, pid, stop: () => stop(child), kill: () => kill(child) };
}

function readyUrl(child: ChildProcess, timeoutMs: number, onLine?: (line: string) => void): Promise<string> {
  const lastWords: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server did not start: ${why}\n${lastWords.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`not ready after ${timeoutMs} ms`);
    }, timeoutMs);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`it ended with ${code ?? signal}`);
    });
    const hear = (line: string) => {
      onLine?.(line);
      lastWords.push(line);
      if (lastWords.length > 20) lastWords.shift();
      const ready = /^ready (http:\S+)$/.exec(line);
      if (!ready?.[1]) return;
      clearTimeout(timer);
      resolve(ready[1]);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', hear);
    }
  });
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), 45_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
  return child.exitCode;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
