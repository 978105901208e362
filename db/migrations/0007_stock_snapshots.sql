CREATE TABLE "stock_snapshots" (
	"store_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"units" numeric,
	"value" numeric,
	"taken_at" timestamp with time zone,
	"verified_at" timestamp with time zone,
	"proof" jsonb,
	"error" jsonb,
	"load_ms" integer,
	"run_id" bigint,
	"attempt" integer,
	"tried_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "stock_query" text;--> statement-breakpoint
ALTER TABLE "stock_snapshots" ADD CONSTRAINT "stock_snapshots_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;