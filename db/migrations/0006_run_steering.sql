CREATE TABLE "run_lanes" (
	"lane" text NOT NULL,
	"job" text NOT NULL,
	"run_id" bigint NOT NULL,
	CONSTRAINT "run_lanes_lane_run_id_pk" PRIMARY KEY("lane","run_id")
);
--> statement-breakpoint
CREATE TABLE "run_log_blocks" (
	"run_id" bigint NOT NULL,
	"first_id" bigint NOT NULL,
	"last_id" bigint NOT NULL,
	"folded" text NOT NULL,
	CONSTRAINT "run_log_blocks_run_id_first_id_pk" PRIMARY KEY("run_id","first_id")
);
--> statement-breakpoint
DROP INDEX "runs_by_trigger";--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "retries" integer;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "retry_minutes" integer;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "link_down_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "parallel" integer;--> statement-breakpoint
ALTER TABLE "run_lanes" ADD CONSTRAINT "run_lanes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_log_blocks" ADD CONSTRAINT "run_log_blocks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_lanes_by_job" ON "run_lanes" USING btree ("lane","job","run_id");--> statement-breakpoint
CREATE INDEX "run_lanes_by_run" ON "run_lanes" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "run_logs_alarms" ON "run_logs" USING btree ("run_id","id") WHERE level in ('warning', 'error');--> statement-breakpoint
CREATE INDEX "run_steps_waiting_lane" ON "run_steps" USING btree ("lane") WHERE state = 'waiting' and lane is not null;--> statement-breakpoint
CREATE INDEX "runs_by_job_trigger" ON "runs" USING btree ("job","trigger","state","id");--> statement-breakpoint
CREATE INDEX "runs_by_schedule" ON "runs" USING btree ("schedule_id","state","id") WHERE schedule_id is not null;--> statement-breakpoint
CREATE INDEX "runs_by_creation" ON "runs" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_trigger" ON "runs" USING btree ("trigger","state","id");--> statement-breakpoint
INSERT INTO "run_lanes" ("lane", "job", "run_id")
SELECT DISTINCT "lane", "job", "run_id" FROM "run_steps" WHERE "lane" IS NOT NULL;--> statement-breakpoint
INSERT INTO "run_log_blocks" ("run_id", "first_id", "last_id", "folded")
SELECT "run_id", min("id"), max("id"), string_agg("folded", E'\n' ORDER BY "id")
FROM (
	SELECT "run_id", "id", row_number() OVER (PARTITION BY "run_id" ORDER BY "id") / 500 AS "block",
		lower(regexp_replace(normalize(translate(coalesce("step_key" || ' ', '') || "message", E'\r\n', '  '), NFD), '[\u0300-\u036f]', '', 'g')) AS "folded"
	FROM "run_logs"
) AS "lines"
GROUP BY "run_id", "block";
