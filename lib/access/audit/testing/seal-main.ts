import { connect } from '#db/open';
import { sealEntries } from '#lib/access/audit/seal-entries';
import { createLog } from '#lib/log';

// Seals a few entries at a time until it is killed: a node that dies in the middle of it.
const [url = ''] = process.argv.slice(2);
const { db } = connect(url, createLog('silent'));
await sealEntries(db, 3);
