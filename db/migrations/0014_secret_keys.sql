CREATE TABLE "secret_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
-- The argument is the sealed column: v1.<key id>.<iv>.<body>. The lock makes the end of a rotation wait for writers.
create function refuse_unknown_secret_key() returns trigger language plpgsql as $$
declare
  sealed text := to_jsonb(new) ->> tg_argv[0];
begin
  if sealed is null or (tg_op = 'UPDATE' and sealed is not distinct from to_jsonb(old) ->> tg_argv[0]) then
    return new;
  end if;
  perform 1 from secret_keys order by id for share;
  if exists (select from secret_keys)
     and not exists (select from secret_keys where id = split_part(sealed, '.', 2)) then
    raise exception 'sealed with a key that is not that of the database'
      using errcode = 'FX001', detail = 'key ' || split_part(sealed, '.', 2);
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger stores_secret_key before insert or update on stores
  for each row execute function refuse_unknown_secret_key('password_cipher');--> statement-breakpoint
create trigger program_secrets_secret_key before insert or update on program_secrets
  for each row execute function refuse_unknown_secret_key('cipher');
