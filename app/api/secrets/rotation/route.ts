import { rotateSecrets } from '#lib/access/rotation/rotate-secrets';
import * as secrets from '#lib/contract/endpoints/secrets';
import { route } from '#lib/http/route';

export const POST = route(secrets.rotateSecrets, (program) => rotateSecrets(program));
