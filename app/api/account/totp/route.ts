import { personOf } from '#lib/access/account';
import { offerTotp } from '#lib/access/second-factor';
import * as account from '#lib/contract/endpoints/account';
import { route } from '#lib/http/route';

export const POST = route(account.offerTotp, ({ access }, { body, caller }) =>
  offerTotp(access, personOf(caller.identity), body.password, caller.headers),
);
