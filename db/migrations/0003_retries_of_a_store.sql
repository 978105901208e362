ALTER TABLE "stores" ADD COLUMN "retries" smallint;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "retry_minutes" smallint;