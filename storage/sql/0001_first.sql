-- Postil library, schema 1. Offsets are Unicode code points, half-open [start, end), into article_text.content.
-- Times are ISO 8601 UTC with Z. What the reader makes is never removed by a cascade: a forgotten child is an error.

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,                        -- uuid4 hex; stable in exports, links and merges
  title TEXT NOT NULL CHECK (title <> ''),
  byline TEXT NOT NULL DEFAULT '',
  site TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',               -- BCP 47, '' when unknown
  published_at TEXT,
  imported_at TEXT NOT NULL,
  opened_at TEXT,                                  -- when it was last on screen
  deleted_at TEXT,                                 -- not NULL: in the trash
  source TEXT NOT NULL,                            -- 'text', 'markdown', 'clipboard', 'json', ...
  origin TEXT NOT NULL DEFAULT '',                 -- the file it was read from, '' when there was none
  state TEXT NOT NULL DEFAULT 'unread' CHECK (state IN ('unread', 'reading', 'done', 'archived')),
  position INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),            -- first visible character
  progress REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1)     -- furthest part read
) STRICT;
CREATE INDEX article_by_added ON article(deleted_at, imported_at DESC, id DESC);  -- the orders of the shelf
CREATE INDEX article_by_opened ON article(deleted_at, opened_at IS NULL, opened_at DESC, id DESC);
CREATE INDEX article_by_published ON article(deleted_at, published_at IS NULL, published_at DESC, id DESC);
CREATE INDEX article_by_title ON article(deleted_at, title COLLATE NOCASE, id);

CREATE TABLE article_text (                        -- one row per distinct text of an article; never edited
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE RESTRICT,
  version INTEGER NOT NULL CHECK (version >= 1),
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  length INTEGER NOT NULL,                         -- code points in content
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  extractor TEXT NOT NULL,                         -- 'plain text 1'
  created_at TEXT NOT NULL,
  content TEXT NOT NULL CHECK (instr(content, char(0)) = 0),
  UNIQUE (article_id, version),
  UNIQUE (article_id, sha256)
) STRICT;
CREATE UNIQUE INDEX article_text_current ON article_text(article_id) WHERE current = 1;
CREATE INDEX article_text_article ON article_text(id, article_id) WHERE current = 1;  -- from a hit to its article
CREATE INDEX article_text_sha256 ON article_text(sha256);
CREATE TRIGGER article_text_is_immutable
BEFORE UPDATE OF article_id, version, length, sha256, content ON article_text
BEGIN SELECT RAISE(ABORT, 'article text is never edited; add a version'); END;

CREATE TABLE block (                               -- layout of one text: paragraphs, headings, list items, cells
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL DEFAULT 0,                -- rank of a heading, depth of an item
  quote INTEGER NOT NULL DEFAULT 0,                -- block quotes around it
  marker TEXT NOT NULL DEFAULT '',                 -- an item's sign
  table_no INTEGER NOT NULL DEFAULT 0,
  row_no INTEGER NOT NULL DEFAULT 0,
  column_no INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (text_id, ordinal),
  CHECK (start >= 0 AND "end" >= start)
) STRICT, WITHOUT ROWID;

CREATE TABLE mark (                                -- inline formatting: emphasis, strong, code, link, strike
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL DEFAULT '',                 -- a link's address
  PRIMARY KEY (text_id, ordinal),
  CHECK (start >= 0 AND "end" > start)
) STRICT, WITHOUT ROWID;

CREATE TABLE original (                            -- the bytes as they came, so that a better reader can run later
  article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  encoding TEXT NOT NULL CHECK (encoding = 'zlib'),
  body BLOB NOT NULL
) STRICT;

CREATE TABLE annotation (                          -- what the reader marked or wrote
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE RESTRICT,
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE RESTRICT,
  start INTEGER,                                   -- start and end both NULL: a note on the whole article
  "end" INTEGER,
  exact TEXT NOT NULL DEFAULT '',                  -- the words; a trigger proves that they stand there
  prefix TEXT NOT NULL DEFAULT '',
  suffix TEXT NOT NULL DEFAULT '',
  style TEXT NOT NULL DEFAULT 'highlight' CHECK (style IN ('highlight', 'underline')),
  color TEXT NOT NULL DEFAULT 'yellow'             -- a palette key; each theme has its own values
    CHECK (color IN ('yellow', 'red', 'green', 'blue', 'purple', 'magenta', 'orange', 'gray')),
  note TEXT NOT NULL DEFAULT '',                   -- Markdown
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CHECK ((start IS NULL) = ("end" IS NULL)),
  CHECK (start IS NULL OR (start >= 0 AND "end" > start)),
  CHECK (length(exact) = coalesce("end" - start, 0))
) STRICT;
CREATE INDEX annotation_article ON annotation(article_id, start);
CREATE INDEX annotation_text ON annotation(text_id, start);
CREATE TRIGGER annotation_matches_text BEFORE INSERT ON annotation WHEN new.start IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'annotation does not match the article at its offsets')
  WHERE new.exact IS NOT (SELECT substr(content, new.start + 1, new."end" - new.start)
                          FROM article_text WHERE id = new.text_id AND article_id = new.article_id); END;
CREATE TRIGGER annotation_still_matches_text
BEFORE UPDATE OF article_id, text_id, start, "end", exact ON annotation WHEN new.start IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'annotation does not match the article at its offsets')
  WHERE new.exact IS NOT (SELECT substr(content, new.start + 1, new."end" - new.start)
                          FROM article_text WHERE id = new.text_id AND article_id = new.article_id); END;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT NOT NULL UNIQUE                    -- casefolded NFC
) STRICT;
CREATE TABLE annotation_tag (
  id INTEGER PRIMARY KEY,
  annotation_id INTEGER NOT NULL REFERENCES annotation(id) ON DELETE RESTRICT,
  tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE RESTRICT,
  UNIQUE (annotation_id, tag_id)
) STRICT;
CREATE INDEX annotation_tag_tag ON annotation_tag(tag_id);

CREATE TABLE color_name (                          -- what the reader calls a colour
  id INTEGER PRIMARY KEY,
  color TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE journal (                             -- every action of the reader, in order; undo and redo read it
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target INTEGER,                                  -- the action that an undo or redo speaks of
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped')),
  label TEXT NOT NULL,                             -- as the Edit menu shows it
  merge_key TEXT,                                  -- actions with the same key soon after one another become one
  changes TEXT NOT NULL CHECK (json_valid(changes))
) STRICT;
CREATE INDEX journal_undo ON journal(state, kind, seq);

-- Search. External content: the text is stored once.
CREATE VIRTUAL TABLE article_fts USING fts5(
  title, byline, site, content='article', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER article_fts_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_fts(rowid, title, byline, site) VALUES (new.id, new.title, new.byline, new.site); END;
CREATE TRIGGER article_fts_delete AFTER DELETE ON article BEGIN
  INSERT INTO article_fts(article_fts, rowid, title, byline, site)
  VALUES ('delete', old.id, old.title, old.byline, old.site); END;
CREATE TRIGGER article_fts_update AFTER UPDATE OF title, byline, site ON article BEGIN
  INSERT INTO article_fts(article_fts, rowid, title, byline, site)
  VALUES ('delete', old.id, old.title, old.byline, old.site);
  INSERT INTO article_fts(rowid, title, byline, site) VALUES (new.id, new.title, new.byline, new.site); END;

CREATE VIEW current_text AS SELECT id, content FROM article_text WHERE current = 1;
CREATE VIRTUAL TABLE text_fts USING fts5(
  content, content='current_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER text_fts_insert AFTER INSERT ON article_text WHEN new.current BEGIN
  INSERT INTO text_fts(rowid, content) VALUES (new.id, new.content); END;
CREATE TRIGGER text_fts_delete AFTER DELETE ON article_text WHEN old.current BEGIN
  INSERT INTO text_fts(text_fts, rowid, content) VALUES ('delete', old.id, old.content); END;
CREATE TRIGGER text_fts_retire AFTER UPDATE OF current ON article_text WHEN old.current AND NOT new.current BEGIN
  INSERT INTO text_fts(text_fts, rowid, content) VALUES ('delete', old.id, old.content); END;
CREATE TRIGGER text_fts_revive AFTER UPDATE OF current ON article_text WHEN new.current AND NOT old.current BEGIN
  INSERT INTO text_fts(rowid, content) VALUES (new.id, new.content); END;

CREATE VIRTUAL TABLE annotation_fts USING fts5(
  exact, note, content='annotation', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER annotation_fts_insert AFTER INSERT ON annotation BEGIN
  INSERT INTO annotation_fts(rowid, exact, note) VALUES (new.id, new.exact, new.note); END;
CREATE TRIGGER annotation_fts_delete AFTER DELETE ON annotation BEGIN
  INSERT INTO annotation_fts(annotation_fts, rowid, exact, note) VALUES ('delete', old.id, old.exact, old.note); END;
CREATE TRIGGER annotation_fts_update AFTER UPDATE OF exact, note ON annotation BEGIN
  INSERT INTO annotation_fts(annotation_fts, rowid, exact, note) VALUES ('delete', old.id, old.exact, old.note);
  INSERT INTO annotation_fts(rowid, exact, note) VALUES (new.id, new.exact, new.note); END;

PRAGMA application_id = 1347375468;                -- 'POQl'
PRAGMA user_version = 1;
