/**
 * The tables. All of it can be run again, also by several services at once: it is one transaction,
 * and the lock makes them wait for one another.
 */
export const SCHEMA = `
  SELECT pg_advisory_xact_lock(20000101);

  CREATE TABLE IF NOT EXISTS users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')),
    auth_system text NOT NULL DEFAULT 'local' CHECK (auth_system IN ('local', 'ldap')),
    password_hash text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (auth_system <> 'local' OR password_hash IS NOT NULL)
  );

  CREATE TABLE IF NOT EXISTS provider_accounts (
    provider text PRIMARY KEY,
    endpoint text NOT NULL,
    sealed_token text NOT NULL
  );

  CREATE TABLE IF NOT EXISTS applications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE,
    owner_id uuid NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE IF NOT EXISTS components (
    application_id uuid NOT NULL REFERENCES applications ON DELETE CASCADE,
    name text NOT NULL,
    image text NOT NULL,
    PRIMARY KEY (application_id, name)
  );

  CREATE TABLE IF NOT EXISTS deployments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    application_id uuid NOT NULL REFERENCES applications ON DELETE CASCADE,
    provider text NOT NULL,
    components text[] NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'running', 'failed', 'removed')),
    reference text,
    url text,
    created_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE INDEX IF NOT EXISTS deployments_by_application ON deployments (application_id, created_at);
`
