import { sayJson } from '#cli/output';
import type { AddCommands } from '#cli/program';
import { rotateSecrets } from '#lib/contract/endpoints/secrets';

export const addSecrets: AddCommands = (program, open) => {
  const secrets = program.command('secrets').description('Keeps the key that seals passwords.');
  secrets
    .command('rotate')
    .description('Makes a new key, seals everything again and drops the former key. After a crash: finishes that.')
    .action(async (_options, command) => {
      const session = open(command);
      const done = await session.call(rotateSecrets);
      if (session.json) return sayJson(done);
      const { storePasswords, programSecrets } = done.resealed;
      const lost = done.unreadable === 0 ? '' : ` ${done.unreadable} could not be read before and stay so.`;
      console.log(
        `Key ${done.keyId}: ${storePasswords} store password(s) and ${programSecrets} secret(s) of the program sealed again.${lost} Back the key file up again.`,
      );
    });
};
