-- Written by `node src-main/library/write-schema.ts` from the migrations; not read by the app.
PRAGMA user_version = 30;

CREATE TABLE assets (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  pixels_sha256 TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('generated', 'imported', 'canvas', 'mask')),
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE INDEX assets_shown ON assets (number) WHERE removed_at IS NULL AND origin IN ('generated', 'imported');

CREATE INDEX assets_pixels ON assets (pixels_sha256);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  request TEXT NOT NULL,
  placement TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  error TEXT,
  attempts INTEGER NOT NULL DEFAULT 0
, grid_id TEXT REFERENCES grids (id), grid_cell INTEGER) STRICT;

CREATE INDEX jobs_by_state ON jobs (state, position);

CREATE TABLE generations (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE REFERENCES assets (sha256),
  job_id TEXT REFERENCES jobs (id),
  job_index INTEGER,
  task TEXT NOT NULL,
  prompt TEXT NOT NULL,
  negative_prompt TEXT NOT NULL,
  seed INTEGER NOT NULL,
  noise TEXT NOT NULL,
  steps INTEGER NOT NULL,
  sampler TEXT NOT NULL,
  schedule TEXT,
  guidance REAL NOT NULL,
  strength REAL NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  device TEXT NOT NULL,
  model TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  watt_hours REAL NOT NULL,
  energy_method TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (job_id, job_index)
) STRICT;

CREATE INDEX generations_by_seed ON generations (seed);

CREATE TABLE lineage (
  child TEXT NOT NULL REFERENCES assets (sha256),
  parent TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (child, parent, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX lineage_by_parent ON lineage (parent);

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE prompt_search USING fts5 (
  prompt, negative_prompt,
  content = 'generations', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER generations_searched AFTER INSERT ON generations BEGIN
  INSERT INTO prompt_search (rowid, prompt, negative_prompt) VALUES (new.number, new.prompt, new.negative_prompt);
END;

CREATE TRIGGER generations_forgotten AFTER DELETE ON generations BEGIN
  INSERT INTO prompt_search (prompt_search, rowid, prompt, negative_prompt)
  VALUES ('delete', old.number, old.prompt, old.negative_prompt);
END;

CREATE TABLE grids (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  plan TEXT NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE INDEX grids_by_age ON grids (created_at);

CREATE INDEX jobs_of_grid ON jobs (grid_id, grid_cell) WHERE grid_id IS NOT NULL;
