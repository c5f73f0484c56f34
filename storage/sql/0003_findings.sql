-- Postil library, schema 3: what was found in the texts: entities with their mentions, quotes with their speakers.
-- Ids are never used again, since undo brings rows back while a finder may have added others.
-- An entity is never removed by undo: what undo takes back is what was said of it. One without mentions shows nowhere.

CREATE TABLE entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,                        -- uuid4 hex; stable in exports and merges
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'place', 'date', 'event', 'group', 'law')),
  name TEXT NOT NULL CHECK (name <> ''),
  iso TEXT NOT NULL DEFAULT '',                    -- what a date means: '2019-11', '2019-11-06/2019-11-07'
  state TEXT NOT NULL DEFAULT 'suggested'          -- rejected: never show it, wherever it is mentioned
    CHECK (state IN ('suggested', 'confirmed', 'rejected')),
  is_everywhere INTEGER NOT NULL DEFAULT 0 CHECK (is_everywhere IN (0, 1)),  -- all its suggested mentions count as confirmed
  merged_into INTEGER REFERENCES entity(id) ON DELETE RESTRICT CHECK (merged_into <> id)  -- one that is not merged itself
) STRICT;
CREATE INDEX entity_merged ON entity(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX entity_by_state ON entity(state, kind);
CREATE INDEX entity_by_name ON entity(state, name COLLATE NOCASE) WHERE merged_into IS NULL;  -- completion without words

CREATE TABLE entity_alias (                        -- all that it is called, its name among them
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  alias TEXT NOT NULL CHECK (alias <> ''),
  alias_key TEXT NOT NULL,                         -- casefolded NFC, single spaces
  is_role INTEGER NOT NULL DEFAULT 0 CHECK (is_role IN (0, 1))  -- an office, not a name: 'SCO Secretary-General'
) STRICT;
CREATE INDEX entity_alias_entity ON entity_alias(entity_id, alias_key);
CREATE INDEX entity_alias_key ON entity_alias(alias_key, entity_id);

CREATE TABLE killed_name (                         -- never to be found again
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  UNIQUE (name_key, kind)
) STRICT;

CREATE TABLE entity_apart (                        -- alike in name, but not the same: the reader said so
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  one_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE CHECK (one_id < other_id),
  UNIQUE (one_id, other_id)
) STRICT;
CREATE INDEX entity_apart_other ON entity_apart(other_id);

CREATE TABLE finding (                             -- which detector has looked through a text
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text_id INTEGER NOT NULL UNIQUE REFERENCES article_text(id) ON DELETE CASCADE,
  detector TEXT NOT NULL,                          -- 'postil', or the name of a spaCy model
  version TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT '',               -- BCP 47, as it was taken to be
  missing TEXT NOT NULL DEFAULT '',                -- a sentence: what is not detected in this language
  found_at TEXT NOT NULL
) STRICT;

CREATE TABLE mention (                             -- a stretch of text that names an entity
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE RESTRICT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  exact TEXT NOT NULL,                             -- a trigger proves the reader's; finders cut theirs from the text
  entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE RESTRICT,
  state TEXT NOT NULL DEFAULT 'suggested' CHECK (state IN ('suggested', 'confirmed', 'rejected')),
  origin TEXT NOT NULL DEFAULT 'finder' CHECK (origin IN ('finder', 'reader')),
  confidence REAL NOT NULL DEFAULT 1 CHECK (confidence BETWEEN 0 AND 1),
  CHECK (start >= 0 AND "end" > start AND length(exact) = "end" - start)
) STRICT;
CREATE INDEX mention_text ON mention(text_id, start);
CREATE INDEX mention_entity ON mention(entity_id, text_id, state);  -- all that counting entities needs
CREATE INDEX mention_decided ON mention(text_id, start, "end") WHERE (state <> 'suggested' OR origin = 'reader');
CREATE INDEX mention_rejected ON mention(entity_id) WHERE state = 'rejected';

CREATE TABLE quote (                               -- what somebody said
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,                        -- uuid4 hex
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE RESTRICT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  exact TEXT NOT NULL,                             -- with its marks; as with mentions
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect')),
  speaker_id INTEGER REFERENCES entity(id) ON DELETE RESTRICT,          -- who that is; NULL: unknown
  speaker_start INTEGER,                           -- where the speaker stands in the text: 'he', 'the minister'
  speaker_end INTEGER,
  speaker_text TEXT NOT NULL DEFAULT '',
  cue_start INTEGER,                               -- 'said', 'according to'
  cue_end INTEGER,
  cue_text TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'suggested' CHECK (state IN ('suggested', 'confirmed', 'rejected')),
  origin TEXT NOT NULL DEFAULT 'finder' CHECK (origin IN ('finder', 'reader')),
  confidence REAL NOT NULL DEFAULT 1 CHECK (confidence BETWEEN 0 AND 1),
  speaker_confidence REAL NOT NULL DEFAULT 0 CHECK (speaker_confidence BETWEEN 0 AND 1),
  is_speaker_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (is_speaker_confirmed IN (0, 1)),
  CHECK (start >= 0 AND "end" > start AND length(exact) = "end" - start),
  CHECK ((speaker_start IS NULL) = (speaker_end IS NULL)),
  CHECK ((cue_start IS NULL) = (cue_end IS NULL))
) STRICT;
CREATE INDEX quote_text ON quote(text_id, start, "end", state, kind);  -- the ledger reads nothing else of most quotes
CREATE INDEX quote_decided ON quote(text_id, start, "end") WHERE (state <> 'suggested' OR origin = 'reader');
CREATE INDEX quote_speaker ON quote(speaker_id) WHERE speaker_id IS NOT NULL;

CREATE TRIGGER mention_matches_text BEFORE INSERT ON mention WHEN new.origin = 'reader'
BEGIN SELECT RAISE(ABORT, 'mention does not match the article at its offsets')
  WHERE new.exact IS NOT (SELECT substr(content, new.start + 1, new."end" - new.start)
                          FROM article_text WHERE id = new.text_id); END;
CREATE TRIGGER mention_still_matches_text BEFORE UPDATE OF text_id, start, "end", exact ON mention
BEGIN SELECT RAISE(ABORT, 'mention does not match the article at its offsets')
  WHERE new.exact IS NOT (SELECT substr(content, new.start + 1, new."end" - new.start)
                          FROM article_text WHERE id = new.text_id); END;
CREATE TRIGGER quote_matches_text BEFORE INSERT ON quote WHEN new.origin = 'reader'
BEGIN SELECT RAISE(ABORT, 'quote does not match the article at its offsets')
  WHERE new.exact IS NOT (SELECT substr(content, new.start + 1, new."end" - new.start)
                          FROM article_text WHERE id = new.text_id); END;
CREATE TRIGGER quote_still_matches_text BEFORE UPDATE OF text_id, start, "end", exact ON quote
BEGIN SELECT RAISE(ABORT, 'quote does not match the article at its offsets')
  WHERE new.exact IS NOT (SELECT substr(content, new.start + 1, new."end" - new.start)
                          FROM article_text WHERE id = new.text_id); END;

-- What the reader sees: merged entities are one, and what was said of an entity everywhere counts for its mentions.
CREATE VIEW entity_root AS
SELECT entity.id AS id, root.id AS root_id, root.uid AS uid, root.kind AS kind, root.name AS name, root.iso AS iso,
  root.state AS state, root.is_everywhere AS is_everywhere
FROM entity JOIN entity AS root ON root.id = coalesce(entity.merged_into, entity.id);
CREATE VIEW mention_seen AS
SELECT mention.id AS id, mention.text_id AS text_id, mention.start AS start, mention."end" AS "end",
  mention.exact AS exact, mention.confidence AS confidence, mention.origin AS origin, entity_root.root_id AS entity_id,
  entity_root.kind AS kind, entity_root.name AS name, entity_root.iso AS iso,
  CASE WHEN entity_root.state = 'rejected' THEN 'rejected'
    WHEN entity_root.is_everywhere AND mention.state = 'suggested' THEN 'confirmed' ELSE mention.state END AS state
FROM mention JOIN entity_root ON entity_root.id = mention.entity_id;

CREATE VIRTUAL TABLE quote_fts USING fts5(
  exact, speaker_text, content='quote', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER quote_fts_insert AFTER INSERT ON quote BEGIN
  INSERT INTO quote_fts(rowid, exact, speaker_text) VALUES (new.id, new.exact, new.speaker_text); END;
CREATE TRIGGER quote_fts_delete AFTER DELETE ON quote BEGIN
  INSERT INTO quote_fts(quote_fts, rowid, exact, speaker_text)
  VALUES ('delete', old.id, old.exact, old.speaker_text); END;
CREATE TRIGGER quote_fts_update AFTER UPDATE OF exact, speaker_text ON quote BEGIN
  INSERT INTO quote_fts(quote_fts, rowid, exact, speaker_text)
  VALUES ('delete', old.id, old.exact, old.speaker_text);
  INSERT INTO quote_fts(rowid, exact, speaker_text) VALUES (new.id, new.exact, new.speaker_text); END;

CREATE VIRTUAL TABLE entity_fts USING fts5(        -- for completion: a name by any of its words
  alias, content='entity_alias', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER entity_fts_insert AFTER INSERT ON entity_alias BEGIN
  INSERT INTO entity_fts(rowid, alias) VALUES (new.id, new.alias); END;
CREATE TRIGGER entity_fts_delete AFTER DELETE ON entity_alias BEGIN
  INSERT INTO entity_fts(entity_fts, rowid, alias) VALUES ('delete', old.id, old.alias); END;
CREATE TRIGGER entity_fts_update AFTER UPDATE OF alias ON entity_alias BEGIN
  INSERT INTO entity_fts(entity_fts, rowid, alias) VALUES ('delete', old.id, old.alias);
  INSERT INTO entity_fts(rowid, alias) VALUES (new.id, new.alias); END;

CREATE INDEX article_by_date ON article(deleted_at, coalesce(published_at, imported_at), id);  -- the order of the ledger

PRAGMA user_version = 3;
