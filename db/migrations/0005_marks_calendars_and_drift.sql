CREATE TABLE "company_holidays" (
	"day" date PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "day_marks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "day_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"by" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_by" text,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "drift_checks" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"age" integer NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source" jsonb NOT NULL,
	"held" jsonb NOT NULL,
	"run_id" bigint NOT NULL,
	CONSTRAINT "drift_checks_store_id_day_age_pk" PRIMARY KEY("store_id","day","age")
);
--> statement-breakpoint
CREATE TABLE "store_calendar_days" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"open" boolean NOT NULL,
	"name" text,
	CONSTRAINT "store_calendar_days_store_id_day_pk" PRIMARY KEY("store_id","day")
);
--> statement-breakpoint
CREATE TABLE "store_calendars" (
	"store_id" text PRIMARY KEY NOT NULL,
	"closed_weekdays" smallint[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "store_days" ADD COLUMN "amount" numeric;--> statement-breakpoint
ALTER TABLE "day_marks" ADD CONSTRAINT "day_marks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drift_checks" ADD CONSTRAINT "drift_checks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_calendar_days" ADD CONSTRAINT "store_calendar_days_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_calendars" ADD CONSTRAINT "store_calendars_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "day_marks_in_force" ON "day_marks" USING btree ("store_id","day") WHERE removed_at is null;--> statement-breakpoint
UPDATE "store_days" SET "amount" = ("proof" -> 'stored' ->> 'amount')::numeric WHERE "state" IN ('verified', 'loaded') AND "proof" IS NOT NULL;
