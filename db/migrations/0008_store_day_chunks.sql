CREATE TABLE "store_day_chunks" (
	"store_id" text NOT NULL,
	"dataset" text NOT NULL,
	"chunk" integer NOT NULL,
	"verified" integer DEFAULT 0 NOT NULL,
	"loaded" integer DEFAULT 0 NOT NULL,
	"partial" integer DEFAULT 0 NOT NULL,
	"drifted" integer DEFAULT 0 NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"first_sale_on" date,
	"load_ms" bigint DEFAULT 0 NOT NULL,
	"loads" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "store_day_chunks_dataset_store_id_chunk_pk" PRIMARY KEY("dataset","store_id","chunk")
);
--> statement-breakpoint
-- Sums up the chunks of the days that a statement touched, from the days themselves: right whatever came before. The chunks are
-- locked first and in one order, so that two who write days of one chunk see each other's.
CREATE FUNCTION keep_store_day_chunks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO store_day_chunks (dataset, store_id, chunk)
  SELECT DISTINCT dataset, store_id, (day - date '2000-01-01') >> 5 FROM changed
  ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;
  PERFORM 1
  FROM store_day_chunks kept
  WHERE (kept.dataset, kept.store_id, kept.chunk) IN (SELECT dataset, store_id, (day - date '2000-01-01') >> 5 FROM changed)
  ORDER BY kept.dataset, kept.store_id, kept.chunk
  FOR UPDATE;
  UPDATE store_day_chunks kept
  SET verified = sums.verified, loaded = sums.loaded, partial = sums.partial, drifted = sums.drifted,
      rows = sums.rows, first_sale_on = sums.first_sale_on, load_ms = sums.load_ms, loads = sums.loads
  FROM (
    SELECT touched.dataset, touched.store_id, touched.chunk,
           coalesce(bit_or(1 << ((known.day - date '2000-01-01') & 31)) FILTER (WHERE known.state = 'verified'), 0) AS verified,
           coalesce(bit_or(1 << ((known.day - date '2000-01-01') & 31)) FILTER (WHERE known.state = 'loaded'), 0) AS loaded,
           coalesce(bit_or(1 << ((known.day - date '2000-01-01') & 31)) FILTER (WHERE known.state = 'partial'), 0) AS partial,
           coalesce(bit_or(1 << ((known.day - date '2000-01-01') & 31)) FILTER (WHERE known.state = 'drifted'), 0) AS drifted,
           coalesce(sum(known.rows), 0) AS rows,
           min(known.day) FILTER (WHERE known.rows > 0) AS first_sale_on,
           coalesce(sum(known.load_ms), 0) AS load_ms,
           count(known.load_ms) AS loads
    FROM (SELECT DISTINCT dataset, store_id, (day - date '2000-01-01') >> 5 AS chunk FROM changed) touched
    LEFT JOIN store_days known
      ON known.dataset = touched.dataset AND known.store_id = touched.store_id
     AND known.day BETWEEN date '2000-01-01' + touched.chunk * 32 AND date '2000-01-01' + touched.chunk * 32 + 31
    GROUP BY touched.dataset, touched.store_id, touched.chunk
  ) sums
  WHERE kept.dataset = sums.dataset AND kept.store_id = sums.store_id AND kept.chunk = sums.chunk;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER store_days_inserted AFTER INSERT ON store_days
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_store_day_chunks();
--> statement-breakpoint
CREATE TRIGGER store_days_updated AFTER UPDATE ON store_days
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_store_day_chunks();
--> statement-breakpoint
CREATE TRIGGER store_days_deleted AFTER DELETE ON store_days
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_store_day_chunks();
--> statement-breakpoint
INSERT INTO store_day_chunks (dataset, store_id, chunk, verified, loaded, partial, drifted, rows, first_sale_on, load_ms, loads)
SELECT dataset, store_id, (day - date '2000-01-01') >> 5,
       coalesce(bit_or(1 << ((day - date '2000-01-01') & 31)) FILTER (WHERE state = 'verified'), 0),
       coalesce(bit_or(1 << ((day - date '2000-01-01') & 31)) FILTER (WHERE state = 'loaded'), 0),
       coalesce(bit_or(1 << ((day - date '2000-01-01') & 31)) FILTER (WHERE state = 'partial'), 0),
       coalesce(bit_or(1 << ((day - date '2000-01-01') & 31)) FILTER (WHERE state = 'drifted'), 0),
       sum(rows), min(day) FILTER (WHERE rows > 0), coalesce(sum(load_ms), 0), count(load_ms)
FROM store_days
GROUP BY 1, 2, 3;
