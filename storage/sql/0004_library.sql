-- Postil library, schema 4: order on the shelf, one search, what was read when, review of past highlights.

ALTER TABLE article ADD COLUMN is_starred INTEGER NOT NULL DEFAULT 0 CHECK (is_starred IN (0, 1));
ALTER TABLE article ADD COLUMN finished_at TEXT;   -- when the reader was done with it; NULL: is not, or was before schema 4
CREATE INDEX article_by_state ON article(deleted_at, state, imported_at DESC, id DESC);
CREATE INDEX article_by_star ON article(deleted_at, imported_at DESC, id DESC) WHERE is_starred;
CREATE INDEX article_by_site ON article(deleted_at, site COLLATE NOCASE, id);
CREATE INDEX article_by_byline ON article(deleted_at, byline COLLATE NOCASE, id);
CREATE INDEX article_by_progress ON article(deleted_at, progress, id);
CREATE INDEX article_by_language ON article(deleted_at, language, id);
CREATE INDEX article_by_finished ON article(deleted_at, finished_at IS NULL, finished_at DESC, id DESC);
CREATE INDEX article_text_length ON article_text(length, article_id) WHERE current = 1;

CREATE INDEX annotation_by_made ON annotation(created_at, id);    -- the orders of the list of all annotations
CREATE INDEX annotation_by_change ON annotation(updated_at, id);

CREATE TABLE collection (                          -- a folder of articles; an article can be in several
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,                        -- uuid4 hex
  name TEXT NOT NULL CHECK (name <> '' AND instr(name, '/') = 0),
  name_key TEXT NOT NULL,                          -- casefolded NFC, unique among its siblings
  parent_id INTEGER REFERENCES collection(id) ON DELETE RESTRICT CHECK (parent_id <> id),
  position INTEGER NOT NULL DEFAULT 0              -- its place among its siblings, as the reader has put it
) STRICT;
CREATE UNIQUE INDEX collection_siblings ON collection(coalesce(parent_id, 0), name_key);
CREATE TABLE collection_article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE RESTRICT,
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE RESTRICT,
  UNIQUE (collection_id, article_id)
) STRICT;
CREATE INDEX collection_article_article ON collection_article(article_id, collection_id);

ALTER TABLE tag ADD COLUMN color TEXT NOT NULL DEFAULT ''  -- a palette key, '' for none; 'a/b' as a name stands under 'a'
  CHECK (color IN ('', 'yellow', 'red', 'green', 'blue', 'purple', 'magenta', 'orange', 'gray'));
CREATE TABLE article_tag (                         -- tags of whole articles, beside those of annotations
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE RESTRICT,
  tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE RESTRICT,
  UNIQUE (article_id, tag_id)
) STRICT;
CREATE INDEX article_tag_tag ON article_tag(tag_id, article_id);

CREATE TABLE saved_search (                        -- a smart shelf: what a search finds at any time
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  query TEXT NOT NULL CHECK (query <> ''),         -- as typed; storage/searching/language.py reads it
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE visit (                               -- on which days an article was on screen; UTC days
  day TEXT NOT NULL,                               -- '2026-11-27'
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  PRIMARY KEY (day, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_article ON visit(article_id);
INSERT INTO visit (day, article_id) SELECT substr(opened_at, 1, 10), id FROM article WHERE opened_at IS NOT NULL;

CREATE TABLE review (                              -- where an annotation is in the walk through past ones
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_id INTEGER NOT NULL UNIQUE REFERENCES annotation(id) ON DELETE RESTRICT,
  seen_at TEXT NOT NULL,                           -- last time
  due_at TEXT,                                     -- when to show it again; NULL: done with, never
  times INTEGER NOT NULL CHECK (times > 0)         -- how often it was kept; 1 also if done with at once
) STRICT;
CREATE INDEX review_due ON review(due_at) WHERE due_at IS NOT NULL;

CREATE TABLE article_apart (                       -- alike, but not the same article: the reader said so
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  one_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE CHECK (one_id < other_id),
  UNIQUE (one_id, other_id)
) STRICT;
CREATE INDEX article_apart_other ON article_apart(other_id);

-- Search. The current text of an article under the article's id, so that hits need no way to it.
DROP TRIGGER text_fts_insert;
DROP TRIGGER text_fts_delete;
DROP TRIGGER text_fts_retire;
DROP TRIGGER text_fts_revive;
DROP TABLE text_fts;
DROP VIEW current_text;
CREATE VIEW current_text AS SELECT article_id AS id, content FROM article_text WHERE current = 1;
CREATE VIRTUAL TABLE text_fts USING fts5(
  content, content='current_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER text_fts_insert AFTER INSERT ON article_text WHEN new.current BEGIN
  INSERT INTO text_fts(rowid, content) VALUES (new.article_id, new.content); END;
CREATE TRIGGER text_fts_delete AFTER DELETE ON article_text WHEN old.current BEGIN
  INSERT INTO text_fts(text_fts, rowid, content) VALUES ('delete', old.article_id, old.content); END;
CREATE TRIGGER text_fts_retire AFTER UPDATE OF current ON article_text WHEN old.current AND NOT new.current BEGIN
  INSERT INTO text_fts(text_fts, rowid, content) VALUES ('delete', old.article_id, old.content); END;
CREATE TRIGGER text_fts_revive AFTER UPDATE OF current ON article_text WHEN new.current AND NOT old.current BEGIN
  INSERT INTO text_fts(rowid, content) VALUES (new.article_id, new.content); END;
INSERT INTO text_fts(text_fts) VALUES ('rebuild');

CREATE TABLE word (                                -- words of texts that are English or name no language, and of their titles,
  word TEXT PRIMARY KEY,                           -- of notes and tags: a search for one finds its other forms. More is harmless
  stem TEXT NOT NULL                               -- Snowball English
) STRICT, WITHOUT ROWID;
CREATE INDEX word_by_stem ON word(stem, word);

-- Scripts without spaces between words, as overlapping pairs of letters; the row is an article_text.id, of any version.
CREATE VIRTUAL TABLE unspaced_fts USING fts5(
  content, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
-- What else has such letters, to be looked through; storage/indexing/unspaced.py has the same letters.
CREATE INDEX article_unspaced ON article(id)
  WHERE (title || byline || site) GLOB '*[ก-๛ກ-ໟက-႟ᄀ-ᇿក-៹々-〇ぁ-ヿㄅ-ㆺㇰ-ㇿ㐀-䶿一-鿿가-힣豈-龎ｦ-ﾟ𠀀-𲎯]*';
CREATE INDEX annotation_unspaced ON annotation(article_id)
  WHERE (exact || note) GLOB '*[ก-๛ກ-ໟက-႟ᄀ-ᇿក-៹々-〇ぁ-ヿㄅ-ㆺㇰ-ㇿ㐀-䶿一-鿿가-힣豈-龎ｦ-ﾟ𠀀-𲎯]*';
CREATE INDEX quote_unspaced ON quote(text_id)
  WHERE (exact || speaker_text) GLOB '*[ก-๛ກ-ໟက-႟ᄀ-ᇿក-៹々-〇ぁ-ヿㄅ-ㆺㇰ-ㇿ㐀-䶿一-鿿가-힣豈-龎ｦ-ﾟ𠀀-𲎯]*';
CREATE INDEX annotation_by_color ON annotation(color, article_id);
CREATE INDEX annotation_noted ON annotation(article_id) WHERE note <> '';

PRAGMA user_version = 4;
