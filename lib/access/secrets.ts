import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type KeyRing, openKeyRing } from '#lib/access/key-ring';
import type { Logger } from '#lib/log';

/** Seals short texts. `use` says what a record is for, such as `store:tienda_01:password`: it opens for nothing else. */
export type Secrets = {
  seal: (text: string, use: string) => string;
  /** Null when another key sealed it, it is for another use, or it was damaged. */
  open: (record: string, use: string) => string | null;
  keys: KeyRing;
};

const cipherName = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const version = 'v1';

/** Opens the program's secrets with the key in `keyFile`. */
export function openSecrets({ keyFile, log }: { keyFile: string; log: Logger }): Secrets {
  const keys = openKeyRing({ keyFile, log });

  /** `v1.<key id>.<iv>.<tag and ciphertext>`, the last two in base64url. */
  function seal(text: string, use: string): string {
    const key = keys.current();
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(cipherName, key.bytes, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(use));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const body = Buffer.concat([cipher.getAuthTag(), sealed]);
    return [version, key.id, iv.toString('base64url'), body.toString('base64url')].join('.');
  }

  function open(record: string, use: string): string | null {
    const [format, keyId = '', iv = '', body = ''] = record.split('.');
    const key = format === version ? keys.find(keyId) : undefined;
    if (!key) return null;
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv(cipherName, key.bytes, Buffer.from(iv, 'base64url'), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(use)).setAuthTag(bytes.subarray(0, tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(tagBytes)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  return Object.freeze({ seal, open, keys });
}
