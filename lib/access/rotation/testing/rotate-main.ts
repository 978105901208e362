import { connect } from '#db/open';
import { rotateSecrets } from '#lib/access/rotation/rotate-secrets';
import { openSecrets } from '#lib/access/secrets';
import { createLog } from '#lib/log';

/** A rotation in a process of its own, which is killed at a step: `rotate-main.ts <database> <key file> <step>`. */
const [url = '', keyFile = '', deadly] = process.argv.slice(2);
const log = createLog('silent');
const { db, close } = connect(url, log);
await rotateSecrets({
  db,
  secrets: openSecrets({ keyFile, log }),
  batchRows: 3,
  reached: (step) => {
    if (step === deadly) process.kill(process.pid, 'SIGKILL');
  },
});
await close();
