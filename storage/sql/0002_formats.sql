-- Postil library, schema 2: pictures, pages, several texts of one article with where annotations stand in each, feeds.

ALTER TABLE article ADD COLUMN url_key TEXT NOT NULL DEFAULT '';  -- the address in the form in which two are compared
ALTER TABLE article ADD COLUMN is_renamed INTEGER NOT NULL DEFAULT 0 CHECK (is_renamed IN (0, 1));  -- its title is the reader's
UPDATE article SET is_renamed = 1;                 -- before, nobody kept whose the title is
CREATE INDEX article_by_url_key ON article(url_key) WHERE url_key <> '';
CREATE INDEX article_by_origin ON article(origin) WHERE origin <> '';

CREATE TABLE original_of_text (                    -- the bytes as they came, so that a better reader can run later
  text_id INTEGER PRIMARY KEY REFERENCES article_text(id) ON DELETE CASCADE,
  name TEXT NOT NULL,                              -- what to call it, with its ending
  encoding TEXT NOT NULL CHECK (encoding IN ('zlib', 'none')),
  body BLOB NOT NULL
) STRICT;
INSERT INTO original_of_text (text_id, name, encoding, body)
SELECT article_text.id,
  CASE article.source WHEN 'markdown' THEN 'article.md' WHEN 'json' THEN 'article.json' ELSE 'article.txt' END,
  original.encoding, original.body
FROM original JOIN article ON article.id = original.article_id
JOIN article_text ON article_text.article_id = article.id AND current = 1;
DROP TABLE original;
ALTER TABLE original_of_text RENAME TO original;

CREATE TABLE picture (                             -- each file once, however many texts show it
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),        -- in its own pixels
  height INTEGER NOT NULL CHECK (height > 0),
  body BLOB NOT NULL
) STRICT;
CREATE TABLE text_picture (                        -- what stands where a text has U+FFFC
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE CASCADE,
  start INTEGER NOT NULL CHECK (start >= 0),
  alt TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',                 -- its address on the web
  picture_id INTEGER REFERENCES picture(id) ON DELETE RESTRICT,  -- NULL: only the description is there
  PRIMARY KEY (text_id, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_picture_picture ON text_picture(picture_id);

CREATE TABLE page (                                -- where the pages of a printed or fixed edition begin
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  label TEXT NOT NULL,
  PRIMARY KEY (text_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE placement (                           -- where an annotation stands in another text than the one it was made on
  id INTEGER PRIMARY KEY,
  annotation_id INTEGER NOT NULL REFERENCES annotation(id) ON DELETE RESTRICT,
  text_id INTEGER NOT NULL REFERENCES article_text(id) ON DELETE RESTRICT,
  start INTEGER,                                   -- start and end both NULL: lost
  "end" INTEGER,
  state TEXT NOT NULL CHECK (state IN ('exact', 'moved', 'changed', 'ambiguous', 'lost', 'confirmed')),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  UNIQUE (annotation_id, text_id),
  CHECK ((start IS NULL) = ("end" IS NULL)),
  CHECK (start IS NULL OR (start >= 0 AND "end" > start)),
  CHECK (state <> 'lost' OR start IS NULL)
) STRICT;
CREATE INDEX placement_text ON placement(text_id, start);

CREATE TABLE feed (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL UNIQUE CHECK (url <> ''),
  title TEXT NOT NULL DEFAULT '',
  site_url TEXT NOT NULL DEFAULT '',
  folder TEXT NOT NULL DEFAULT '',
  wants_full_page INTEGER NOT NULL DEFAULT 0 CHECK (wants_full_page IN (0, 1)),
  interval_minutes INTEGER NOT NULL DEFAULT 60 CHECK (interval_minutes > 0),
  added_at TEXT NOT NULL,
  checked_at TEXT,                                 -- NULL: never
  next_check_at TEXT,                              -- NULL: at the next occasion; '' : no more
  etag TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT ''                   -- a sentence; '' when the last check went well
) STRICT;
CREATE TABLE feed_entry (                          -- every entry that was seen, so that none comes twice
  id INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
  key TEXT NOT NULL CHECK (key <> ''),             -- its id, or its address, or a digest of it
  url TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  article_id INTEGER REFERENCES article(id) ON DELETE SET NULL,
  seen_at TEXT NOT NULL,
  UNIQUE (feed_id, key)
) STRICT;
CREATE INDEX feed_entry_article ON feed_entry(article_id);

PRAGMA user_version = 2;
