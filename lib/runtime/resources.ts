import type { Db } from '#db/db';
import type { Config } from '#lib/config';
import type { Sources } from '#lib/sources/source';
import type { Warehouse } from '#lib/warehouse/warehouse';

/** What the server opened and hands to every plan and step. */
export type Resources = { config: Config; db: Db; warehouse: Warehouse; sources: Sources };
