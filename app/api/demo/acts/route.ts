import * as demo from '#lib/contract/endpoints/demo';
import { actOnDemo } from '#lib/demo/act-on-demo';
import { route } from '#lib/http/route';

export const POST = route(demo.actOnDemo, (program, { body }) => actOnDemo(program, body));
