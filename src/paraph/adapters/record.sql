-- The record of one framework: what parties said and signed. Nothing here is ever changed or deleted; the triggers
-- below refuse it to any program, not only to ours. (SQLite lets REPLACE pass by them where a connection has recursive
-- triggers off: ours have them on, and the audit finds what a stranger's did.)
--
-- A place is one number: the log's number * 2^40 + the entry's position in it, so that an entry is found in one step
-- and a log is read in one sweep.

CREATE TABLE log (
    no INTEGER PRIMARY KEY CHECK (no BETWEEN 1 AND 8388607),
    party TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry (
    place INTEGER PRIMARY KEY,
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    data BLOB NOT NULL CHECK (length(data) <= 65535)
) STRICT;

-- Roots of complete subtrees of 2^level entries at levels 4, 8, 12, ...; level 0 is entry.leaf.
CREATE TABLE node (
    log INTEGER NOT NULL REFERENCES log (no),
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (log, level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
    log INTEGER NOT NULL REFERENCES log (no),
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    body BLOB NOT NULL,
    PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;

-- One line is one row, so that merging is inserting. The signer is the key's name and, in hex, its id.
CREATE TABLE signature (
    log INTEGER NOT NULL,
    size INTEGER NOT NULL,
    position INTEGER NOT NULL,
    signer TEXT NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (log, size, position),
    UNIQUE (log, size, signer),
    FOREIGN KEY (log, size) REFERENCES checkpoint (log, size)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    no INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES log (no),
    evidence BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    settings TEXT NOT NULL
) STRICT;

-- For a person with the sqlite3 program.
CREATE VIEW readable AS
SELECT log.party, entry.place & 0xFFFFFFFFFF AS seq, lower(hex(entry.leaf)) AS leaf, CAST(entry.data AS TEXT) AS data
FROM entry JOIN log ON log.no = entry.place >> 40;

CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER node_stays BEFORE UPDATE ON node BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER node_is_kept BEFORE DELETE ON node BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER checkpoint_is_kept BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER signature_stays BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER signature_is_kept BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER evidence_is_kept BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'append-only'); END;
