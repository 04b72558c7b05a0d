-- The board: current views as lines. All of it can be thrown away and made again from the record.
--
-- A line's number says when its record last heard anything (seconds since 1900, then the first bits of its id), so what
-- is newest is read first without sorting, in lists and in the full text alike.

CREATE TABLE line (
    no INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    kind TEXT NOT NULL,
    family TEXT NOT NULL,
    about BLOB NOT NULL,
    opener TEXT NOT NULL,
    state TEXT NOT NULL,
    latest_at TEXT NOT NULL,
    latest_by TEXT NOT NULL,
    awaits_us INTEGER NOT NULL,
    awaits_them INTEGER NOT NULL,
    acts INTEGER NOT NULL,
    void INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    ours INTEGER NOT NULL,
    theirs INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    parties TEXT NOT NULL
) STRICT;
-- Each ends in the line's number, so that each reads what is newest first.
CREATE UNIQUE INDEX line_record ON line (record);
CREATE INDEX line_family ON line (family);
CREATE INDEX line_family_state ON line (family, state);
CREATE INDEX line_state ON line (state);
CREATE INDEX line_opener ON line (opener);
CREATE INDEX line_about ON line (about) WHERE about <> x'';
CREATE INDEX line_about_family ON line (about, family) WHERE about <> x'';
CREATE INDEX line_us ON line (awaits_us) WHERE awaits_us = 1;
CREATE INDEX line_us_family ON line (awaits_us, family) WHERE awaits_us = 1;
CREATE INDEX line_them ON line (awaits_them) WHERE awaits_them = 1;
CREATE INDEX line_them_family ON line (awaits_them, family) WHERE awaits_them = 1;

CREATE TABLE owed (
    ours INTEGER NOT NULL,
    since TEXT NOT NULL,
    record BLOB NOT NULL,
    party TEXT NOT NULL,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    version BLOB NOT NULL,
    act BLOB NOT NULL,
    PRIMARY KEY (ours, since, record, party, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_record ON owed (record);

CREATE TABLE dated (
    date TEXT NOT NULL,
    record BLOB NOT NULL,
    position INTEGER NOT NULL,
    late_from TEXT NOT NULL,
    party TEXT NOT NULL,
    what TEXT NOT NULL,
    due_by TEXT NOT NULL,
    facts TEXT NOT NULL
) STRICT;
CREATE INDEX dated_order ON dated (date, record, position, late_from);
CREATE INDEX dated_late ON dated (late_from);
CREATE INDEX dated_record ON dated (record);

-- How many are late from some second of a day on, kept up by the triggers, so that counting costs nothing.
CREATE TABLE late (day TEXT PRIMARY KEY, dates INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER date_comes AFTER INSERT ON dated BEGIN
    INSERT INTO late VALUES (substr(new.late_from, 1, 10), 1) ON CONFLICT DO UPDATE SET dates = dates + 1;
END;
CREATE TRIGGER date_goes AFTER DELETE ON dated BEGIN
    UPDATE late SET dates = dates - 1 WHERE day = substr(old.late_from, 1, 10);
END;

-- Which records' dates rest on the papers about which record.
CREATE TABLE asked (
    about BLOB NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (about, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_record ON asked (record);

-- Every word a person wrote, as it was written, to show where something was found.
CREATE TABLE piece (no INTEGER PRIMARY KEY, pieces TEXT NOT NULL) STRICT;

-- Folded words, one space between two; and one word for each thing by which lists are filtered.
CREATE VIRTUAL TABLE words USING fts5 (
    name, body, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3', detail = full
);

-- Kept up by the triggers below, so that counting costs nothing.
CREATE TABLE tally (
    family TEXT NOT NULL,
    state TEXT NOT NULL,
    opener TEXT NOT NULL,
    awaits_us INTEGER NOT NULL,
    awaits_them INTEGER NOT NULL,
    records INTEGER NOT NULL,
    ours INTEGER NOT NULL,
    theirs INTEGER NOT NULL,
    PRIMARY KEY (family, state, opener, awaits_us, awaits_them)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER line_comes AFTER INSERT ON line BEGIN
    INSERT INTO tally
    VALUES (new.family, new.state, new.opener, new.awaits_us, new.awaits_them, 1, new.ours, new.theirs)
    ON CONFLICT DO UPDATE SET
        records = records + 1, ours = ours + excluded.ours, theirs = theirs + excluded.theirs;
END;
CREATE TRIGGER line_goes AFTER DELETE ON line BEGIN
    UPDATE tally SET records = records - 1, ours = ours - old.ours, theirs = theirs - old.theirs
    WHERE family = old.family AND state = old.state AND opener = old.opener
        AND awaits_us = old.awaits_us AND awaits_them = old.awaits_them;
END;

CREATE TABLE brought (one INTEGER PRIMARY KEY CHECK (one = 1), brought TEXT NOT NULL) STRICT;
