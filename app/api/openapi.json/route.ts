import { openApi } from '#lib/contract/endpoints/open-api';
import { openApiDocument } from '#lib/http/open-api';
import { route } from '#lib/http/route';

export const GET = route(openApi, ({ version }) => openApiDocument(version));
