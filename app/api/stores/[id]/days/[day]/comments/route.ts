import * as storeDays from '#lib/contract/endpoints/store-days';
import { route } from '#lib/http/route';
import { commentStoreDay } from '#lib/sales/comment-store-day';

export const POST = route(storeDays.commentStoreDay, ({ db }, { params, body, caller }) =>
  commentStoreDay(db, { storeId: params.id, day: params.day }, { text: body.text, by: caller.name }),
);
