import { statSync } from 'node:fs';
import { readSecretKeys, type SecretKey, type SecretKeys, writeSecretKeys } from '#lib/access/secret-key';
import type { Logger } from '#lib/log';

/** The keys of this node: what lies in its key file. */
export type KeyRing = {
  /** What seals from now on. */
  current: () => SecretKey;
  /** Undefined when the file does not hold it, not even after another look. */
  find: (id: string) => SecretKey | undefined;
  all: () => SecretKeys;
  /** Writes the file with these keys, the sealing one first, and goes on with them. */
  keep: (keys: SecretKeys) => void;
};

export function openKeyRing({ keyFile, log }: { keyFile: string; log: Logger }): KeyRing {
  let keys = readSecretKeys(keyFile, log);
  let seen = stampOf(keyFile);
  const missed = new Set<string>();

  /** Another process may have rotated, or a person brought the file of another node. */
  function lookAgain(): void {
    const now = stampOf(keyFile);
    if (now === seen || now === null) return;
    keys = readSecretKeys(keyFile, log);
    seen = now;
  }

  function find(id: string): SecretKey | undefined {
    const known = () => keys.find((key) => key.id === id);
    if (!known()) lookAgain();
    const found = known();
    if (!found && !missed.has(id)) {
      missed.add(id);
      log.error({ keyFile, key: id }, foreignKey);
    }
    return found;
  }

  return Object.freeze({
    current: () => keys[0],
    find,
    all: () => keys,
    keep: (wanted: SecretKeys) => {
      writeSecretKeys(keyFile, wanted);
      keys = wanted;
      seen = stampOf(keyFile);
    },
  });
}

const foreignKey =
  'a secret was sealed with a key that this key file does not hold: copy the key file of the node that rotated the keys, or bring the lost one back';

function stampOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino}/${found.mtimeMs}/${found.size}` : null;
}
