import { type Config, ConfigError, readConfig } from '#lib/config';

/** EX_CONFIG of sysexits.h: supervisors need not try again. */
const badConfiguration = 78;

export function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(badConfiguration);
  }
}
