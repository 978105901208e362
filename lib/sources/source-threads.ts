import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

/** Threads that read stores. A thread serves several sessions; one that crashes fails its own. */
export type SourceThreads = {
  /** A port to a new session, in the thread that has the fewest. `crash` is why the thread ended, if it did by a bug. */
  session: () => { port: MessagePort; end: () => void; crash: () => unknown };
  close: () => Promise<void>;
};

type Thread = { worker: Worker; ports: Set<MessagePort>; idle: NodeJS.Timeout | null; crash: unknown };

/** A thread costs some 40 MB and a quarter of a second of loading: it stays for a while. */
const idleMs = 60_000;

export function startSourceThreads(most: number): SourceThreads {
  const threads = new Set<Thread>();
  return {
    session() {
      const thread = fewestSessions(threads, most);
      const { port1, port2 } = new MessageChannel();
      thread.ports.add(port1);
      thread.worker.postMessage(port2, [port2]);
      return { port: port1, end: () => endSession(threads, thread, port1), crash: () => thread.crash };
    },
    async close() {
      const ending = [...threads];
      threads.clear();
      await Promise.all(ending.map((thread) => thread.worker.terminate()));
    },
  };
}

function fewestSessions(threads: Set<Thread>, most: number): Thread {
  const [quietest] = [...threads].sort((a, b) => a.ports.size - b.ports.size);
  const thread = quietest && (quietest.ports.size === 0 || threads.size >= most) ? quietest : startThread(threads);
  if (thread.idle) clearTimeout(thread.idle);
  thread.idle = null;
  return thread;
}

function startThread(threads: Set<Thread>): Thread {
  const worker = new Worker(new URL('./sql-server-worker.ts', import.meta.url), { name: 'source' });
  const thread: Thread = { worker, ports: new Set(), idle: null, crash: null };
  threads.add(thread);
  // A session's open port keeps the process alive, not the thread.
  worker.unref();
  worker.on('error', (error) => {
    thread.crash = error;
  });
  worker.on('exit', () => {
    threads.delete(thread);
    if (thread.idle) clearTimeout(thread.idle);
    for (const port of thread.ports) port.close();
  });
  return thread;
}

function endSession(threads: Set<Thread>, thread: Thread, port: MessagePort): void {
  port.close();
  thread.ports.delete(port);
  if (thread.ports.size > 0 || !threads.has(thread)) return;
  thread.idle = setTimeout(() => void thread.worker.terminate(), idleMs).unref();
}
