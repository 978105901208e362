CREATE TABLE "alert_outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" bigint NOT NULL,
	"event" text NOT NULL,
	"channel" text NOT NULL,
	"key" uuid DEFAULT gen_random_uuid() NOT NULL,
	"notice" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ended_runs" (
	"run_id" bigint PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_parts" (
	"incident_id" bigint NOT NULL,
	"key" text NOT NULL,
	"store_id" text,
	"failure" jsonb,
	"failed_steps" text[] DEFAULT '{}' NOT NULL,
	"open_steps" text[] DEFAULT '{}' NOT NULL,
	"days_behind" integer,
	"last_day" date,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	CONSTRAINT "incident_parts_incident_id_key_pk" PRIMARY KEY("incident_id","key")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"job" text,
	"run_id" bigint,
	"opened_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	"recovered" jsonb,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text
);
--> statement-breakpoint
ALTER TABLE "alert_outbox" ADD CONSTRAINT "alert_outbox_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ended_runs" ADD CONSTRAINT "ended_runs_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_parts" ADD CONSTRAINT "incident_parts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_outbox_message" ON "alert_outbox" USING btree ("incident_id","event","channel");--> statement-breakpoint
CREATE INDEX "alert_outbox_due" ON "alert_outbox" USING btree ("next_attempt_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "alert_outbox_dead" ON "alert_outbox" USING btree ("created_at") WHERE state = 'dead';--> statement-breakpoint
CREATE UNIQUE INDEX "incident_parts_open" ON "incident_parts" USING btree ("key") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "incidents_resolved" ON "incidents" USING btree ("id") WHERE resolved_at is not null;--> statement-breakpoint
CREATE FUNCTION note_ended_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ended_runs (run_id, ended_at) VALUES (NEW.id, NEW.ended_at)
  ON CONFLICT (run_id) DO UPDATE SET ended_at = excluded.ended_at;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER runs_ended AFTER UPDATE OF ended_at ON runs
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION note_ended_run();
