import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';

export const SecretRotation = z.object({
  /** The name of the new key, which stands in every record that it seals; not the key. */
  keyId: z.string(),
  /** How many records were sealed again. */
  resealed: z.object({ storePasswords: z.int(), programSecrets: z.int() }),
  /** Records of a key that was lost before: they stay as they are. */
  unreadable: z.int(),
  /** Whether a rotation that had been interrupted was finished, instead of a new one made. */
  resumed: z.boolean(),
});
export type SecretRotation = z.infer<typeof SecretRotation>;

export const rotateSecrets = defineEndpoint({
  method: 'POST',
  path: '/api/secrets/rotation',
  access: 'admin',
  summary: 'Makes a new secret key, seals everything that is kept sealed with it again, and drops the former key.',
  answer: SecretRotation,
});
