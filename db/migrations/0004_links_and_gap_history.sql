CREATE TABLE "link_probes" (
	"store_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ok" boolean NOT NULL,
	"tcp_ms" integer,
	"login_ms" integer,
	"error" jsonb
);
--> statement-breakpoint
CREATE TABLE "links" (
	"store_id" text PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'unknown' NOT NULL,
	"since" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"circuit" text DEFAULT 'closed' NOT NULL,
	"failure" jsonb,
	"tcp_ms" integer,
	"login_ms" integer,
	"median_login_ms" integer,
	"strip" text DEFAULT '' NOT NULL,
	"strip_at" timestamp with time zone,
	"last_probe_at" timestamp with time zone,
	"last_ok_at" timestamp with time zone,
	"next_probe_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "store_gap_days" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"days_behind" integer NOT NULL,
	"completeness" real,
	"estimated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "store_gap_days_day_store_id_pk" PRIMARY KEY("day","store_id")
);
--> statement-breakpoint
ALTER TABLE "link_probes" ADD CONSTRAINT "link_probes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_probes_by_store" ON "link_probes" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "store_days_loaded" ON "store_days" USING btree ("dataset","store_id","loaded_at" DESC NULLS LAST) WHERE load_ms is not null;