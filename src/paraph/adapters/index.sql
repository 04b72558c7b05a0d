-- The index: what makes the record quick to read. All of it can be dropped and computed again from the entries.

CREATE TABLE index_version (version INTEGER NOT NULL) STRICT;

-- A record's id is 32 random bytes; a small number stands for it, so that the acts of records of one time lie together.
CREATE TABLE named (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL
) STRICT;
CREATE INDEX named_head ON named (substr(id, 1, 8));

CREATE TABLE said (
    record INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (record, place)
) STRICT, WITHOUT ROWID;

-- Where a leaf hash is. Random keys over the whole log would touch a page for each entry; over 8,192 entries (an epoch:
-- place / 2^13) they touch a few. A search asks each epoch once: 0.1 ms for 10^6 entries. The key is the first 32 bits of
-- the hash and the last 13 of the place.
CREATE TABLE found (
    epoch INTEGER NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (epoch, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE opened (
    place INTEGER PRIMARY KEY,
    record INTEGER NOT NULL,
    kind TEXT NOT NULL,
    about BLOB NOT NULL
) STRICT;
CREATE INDEX opened_kind ON opened (kind);
CREATE INDEX opened_about ON opened (about) WHERE about <> x'';

-- Only where it differs from the entry before.
CREATE TABLE reach (
    place INTEGER PRIMARY KEY,
    reach BLOB NOT NULL
) STRICT;

-- Only entries with a verdict.
CREATE TABLE odd (
    place INTEGER PRIMARY KEY,
    odd TEXT NOT NULL CHECK (odd <> '')
) STRICT;
CREATE INDEX odd_waiting ON odd (odd) WHERE odd = 'waiting';
