CREATE TABLE "nodes" (
	"id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"machine" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_logs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_logs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"step_key" text,
	"at" timestamp with time zone NOT NULL,
	"level" text NOT NULL,
	"code" text,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"message" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_steps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"job" text NOT NULL,
	"kind" text DEFAULT 'step' NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"lane" text,
	"after" text[] DEFAULT '{}' NOT NULL,
	"priority" smallint NOT NULL,
	"needs" text,
	"input" jsonb,
	"state" text NOT NULL,
	"reason" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"tries_left" integer NOT NULL,
	"max_attempts" integer NOT NULL,
	"redeliveries" integer DEFAULT 0 NOT NULL,
	"node" text,
	"progress" jsonb,
	"result" jsonb,
	"error" jsonb,
	"next_attempt_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "run_steps_key" UNIQUE("run_id","key")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job" text NOT NULL,
	"trigger" text NOT NULL,
	"requested_by" text,
	"schedule_id" text,
	"slot_at" timestamp with time zone,
	"today" date NOT NULL,
	"priority" smallint NOT NULL,
	"state" text NOT NULL,
	"input" jsonb NOT NULL,
	"retries" integer,
	"retry_minutes" integer,
	"result" jsonb,
	"error" jsonb,
	"parallel" integer NOT NULL,
	"pause_ms" integer DEFAULT 0 NOT NULL,
	"paused_until" timestamp with time zone,
	"max_runs" integer,
	"open_steps" integer,
	"idempotency_key" text,
	"log_lines" bigint DEFAULT 0 NOT NULL,
	"log_bytes" bigint DEFAULT 0 NOT NULL,
	"log_lines_cut" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"deadline_at" timestamp with time zone,
	"cancel_requested_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"cron" text NOT NULL,
	"zone" text NOT NULL,
	"enabled" boolean NOT NULL,
	"missed" text NOT NULL,
	"grace_minutes" integer NOT NULL,
	"overlap" text NOT NULL,
	"retries" integer,
	"retry_minutes" integer,
	"input" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cursor_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_attempts" (
	"step_id" bigint NOT NULL,
	"attempt" integer NOT NULL,
	"node" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text NOT NULL,
	"error" jsonb,
	CONSTRAINT "step_attempts_step_id_attempt_pk" PRIMARY KEY("step_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "ticks" (
	"schedule_id" text NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"run_id" bigint,
	"node" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ticks_schedule_id_slot_at_pk" PRIMARY KEY("schedule_id","slot_at")
);
--> statement-breakpoint
CREATE TABLE "daily_summaries" (
	"day" date PRIMARY KEY NOT NULL,
	"run_id" bigint NOT NULL,
	"total" integer NOT NULL,
	"successful" integer NOT NULL,
	"failed" integer NOT NULL,
	"partial" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store_days" (
	"store_id" text NOT NULL,
	"dataset" text NOT NULL,
	"day" date NOT NULL,
	"state" text NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"proof" jsonb,
	"error" jsonb,
	"load_ms" integer,
	"run_id" bigint,
	"attempt" integer,
	"loaded_at" timestamp with time zone,
	"tried_at" timestamp with time zone,
	CONSTRAINT "store_days_store_id_dataset_day_pk" PRIMARY KEY("store_id","dataset","day")
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"host" text NOT NULL,
	"port" integer,
	"instance" text,
	"database" text NOT NULL,
	"username" text NOT NULL,
	"password_cipher" text,
	"encryption" text NOT NULL,
	"trust_certificate" boolean NOT NULL,
	"zone" text,
	"query" text,
	"control_query" text,
	"active" boolean NOT NULL,
	"hold_reason" text,
	"hold_until" timestamp with time zone,
	"priority" smallint NOT NULL,
	"first_day" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_logs" ADD CONSTRAINT "run_logs_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_attempts" ADD CONSTRAINT "step_attempts_step_id_run_steps_id_fk" FOREIGN KEY ("step_id") REFERENCES "public"."run_steps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_logs_by_run" ON "run_logs" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "run_steps_by_run" ON "run_steps" USING btree ("run_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "run_steps_active" ON "run_steps" USING btree ("job","key") WHERE state in ('pending', 'running', 'waiting');--> statement-breakpoint
CREATE UNIQUE INDEX "run_steps_lane" ON "run_steps" USING btree ("lane") WHERE state = 'running' and lane is not null;--> statement-breakpoint
CREATE INDEX "run_steps_claim" ON "run_steps" USING btree ("run_id","priority" DESC NULLS LAST,"position") WHERE state in ('pending', 'waiting');--> statement-breakpoint
CREATE INDEX "run_steps_claim_lane" ON "run_steps" USING btree ("run_id","lane","priority" DESC NULLS LAST,"position") WHERE state in ('pending', 'waiting') and lane is not null;--> statement-breakpoint
CREATE INDEX "run_steps_running" ON "run_steps" USING btree ("run_id") WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "runs_idempotency_key" ON "runs" USING btree ("idempotency_key") WHERE idempotency_key is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "runs_slot" ON "runs" USING btree ("schedule_id","slot_at") WHERE slot_at is not null;--> statement-breakpoint
CREATE INDEX "runs_by_job" ON "runs" USING btree ("job","id");--> statement-breakpoint
CREATE INDEX "runs_by_state" ON "runs" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "runs_by_job_state" ON "runs" USING btree ("job","state","id");--> statement-breakpoint
CREATE INDEX "runs_by_trigger" ON "runs" USING btree ("trigger","id");--> statement-breakpoint
CREATE INDEX "runs_open" ON "runs" USING btree ("job","id") WHERE state in ('pending', 'running', 'waiting');--> statement-breakpoint
CREATE INDEX "runs_claim" ON "runs" USING btree ("priority","id") WHERE state in ('pending', 'running', 'waiting');--> statement-breakpoint
CREATE INDEX "runs_open_of_schedule" ON "runs" USING btree ("schedule_id","id") WHERE state in ('pending', 'running', 'waiting');--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "store_days_by_day" ON "store_days" USING btree ("dataset","day");