-- The store of jibao 季报: one SQLite file. This text is the schema and its description at once; schema.c builds it into the
-- program as it stands, so nothing here can be out of date.
--
-- Part one is the record as received: rows are added and never changed; a trigger refuses every UPDATE and DELETE.
-- Part two is derived from part one, or says only what is still to be done; it may be thrown away and made again.
--
-- Conventions: dates are ISO text (2022-12-26); quarters are text (2022Q4), which sorts by time; truth values are 0 and 1;
-- seq counts from 1 in the order of the file received; line is the line of the file received, 0 = unknown.
-- Names of files are kept as BLOBs: they are bytes chosen by strangers and need not be UTF-8.


-- ================================================ part one: the record as received

-- 原件: the bytes exactly as received, once per content; they stay until the office deletes the whole store.
CREATE TABLE original (
    sha256  TEXT NOT NULL PRIMARY KEY           -- SHA-256 of bytes, 64 lower-case hexadecimal digits
            CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    bytes   BLOB NOT NULL                       -- may be empty: an empty file is a file too
) STRICT;

-- 收件: every file that was taken in and judged, accepted or not. One row = one receipt (回执).
CREATE TABLE received (
    number       INTEGER PRIMARY KEY AUTOINCREMENT, -- 回执号: a sequence without gaps, never used again
    file         BLOB NOT NULL CHECK (length(file) > 0), -- name as received, relative to input/
    sha256       TEXT NOT NULL REFERENCES original (sha256),
    size         INTEGER NOT NULL CHECK (size >= 0), -- bytes
    arrived      TEXT NOT NULL CHECK (arrived GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- 收到日期: counts for lateness, unless there is a correction
    registered   INTEGER NOT NULL CHECK (registered IN (0, 1)), -- 1: arrived was taken from a 收件登记
    judged       TEXT NOT NULL CHECK (judged GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- day of the judgement
    encoding     TEXT NOT NULL CHECK (encoding IN ('未识别', 'UTF-8', 'GB18030', 'UTF-16LE', 'UTF-16BE')),
    root         TEXT NOT NULL CHECK (root IN ('未识别', '季度报送', '工作方案', '公文', '收件登记')), -- what the file is
    verdict      TEXT NOT NULL CHECK (verdict IN ('接收', '退回')),
    unit         TEXT,                          -- code of the unit that it names, also when rejected; NULL = not recognised
    quarter      TEXT CHECK (quarter GLOB '[12][0-9][0-9][0-9]Q[1-4]'), -- quarter that it names, likewise
    version      INTEGER NOT NULL CHECK (version >= 0), -- 版次; 0 = rejected, or no submission
    withdrawal   INTEGER NOT NULL CHECK (withdrawal IN (0, 1)), -- 撤回: it takes its 版次 and all below it back
    errors       INTEGER NOT NULL CHECK (errors >= 0),   -- messages by severity: 错误 and 致命,
    warnings     INTEGER NOT NULL CHECK (warnings >= 0), -- 警告,
    notes        INTEGER NOT NULL CHECK (notes >= 0),    -- 提示
    duplicate_of INTEGER REFERENCES received (number)    -- 重复: an earlier file with the same bytes and verdict; NULL = none
                 CHECK (duplicate_of < number),
    CHECK (verdict = '接收' OR (version = 0 AND withdrawal = 0))
) STRICT;
CREATE UNIQUE INDEX received_file ON received (file, sha256);       -- has this file been taken in before?
CREATE INDEX received_sha256 ON received (sha256, verdict, number); -- has this content?
CREATE INDEX received_unit ON received (unit, quarter, arrived);    -- first attempt of a unit
CREATE INDEX received_quarter ON received (quarter, number);        -- all files of a quarter

-- 意见: the messages of the judgement, as they were told to the unit.
CREATE TABLE message (
    number   INTEGER NOT NULL REFERENCES received (number),
    seq      INTEGER NOT NULL CHECK (seq >= 1),
    code     TEXT NOT NULL CHECK (length(code) > 0), -- S104
    severity TEXT NOT NULL CHECK (severity IN ('提示', '警告', '错误', '致命')),
    file     BLOB,                              -- place: file, NULL = none,
    line     INTEGER NOT NULL CHECK (line >= 0),--        line from 1, 0 = unknown,
    col      INTEGER NOT NULL CHECK (col >= 0), --        column in characters from 1, 0 = unknown
    path     TEXT,                              -- the element in words; NULL = the whole file
    text     TEXT,                              -- what is wrong
    found    TEXT,                              -- what was found
    expected TEXT,                              -- what was expected
    mend     TEXT,                              -- how to mend it
    PRIMARY KEY (number, seq)
) STRICT, WITHOUT ROWID;

-- 规范化: what the intake converted (full-width digits, forms of dates …) and listed in the receipt.
CREATE TABLE change (
    number    INTEGER NOT NULL REFERENCES received (number),
    seq       INTEGER NOT NULL CHECK (seq >= 1),
    file      BLOB,                             -- place, as in message
    line      INTEGER NOT NULL CHECK (line >= 0),
    col       INTEGER NOT NULL CHECK (col >= 0),
    path      TEXT,                             -- the element in words
    from_text TEXT,                             -- as received
    to_text   TEXT,                             -- as taken
    PRIMARY KEY (number, seq)
) STRICT, WITHOUT ROWID;

-- 工作方案: every plan that was taken in. Which one counts for a quarter is the plan stage's business (plan_for).
CREATE TABLE plan (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    file    BLOB NOT NULL CHECK (length(file) > 0), -- name as received
    sha256  TEXT NOT NULL REFERENCES original (sha256),
    docno   TEXT NOT NULL,                      -- 文号
    name    TEXT NOT NULL,                      -- 名称
    starts  TEXT CHECK (starts GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- 起
    ends    TEXT CHECK (ends GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),   -- 止
    taken   TEXT NOT NULL CHECK (taken GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]') -- day it was taken in
) STRICT;
CREATE INDEX plan_file ON plan (file, id);
CREATE INDEX plan_sha256 ON plan (sha256);
CREATE INDEX plan_docno ON plan (docno, id);

-- 季度报送: the head of an accepted submission. Duplicates (重复) have none of their own.
CREATE TABLE submission (
    number       INTEGER PRIMARY KEY REFERENCES received (number),
    unit         TEXT NOT NULL,                 -- 单位 (code)
    quarter      TEXT NOT NULL CHECK (quarter GLOB '[12][0-9][0-9][0-9]Q[1-4]'),
    version      INTEGER NOT NULL CHECK (version >= 1), -- 版次
    withdrawal   INTEGER NOT NULL CHECK (withdrawal IN (0, 1)), -- 撤回
    plan         TEXT,                          -- 方案 (its 文号)
    docno        TEXT,                          -- 发文字号 of the unit's report; NULL = left blank
    filer        TEXT,                          -- 填报人
    signer       TEXT,                          -- 审签人
    signer_title TEXT,                          -- 职务
    phone        TEXT,                          -- 联系电话
    filed        TEXT CHECK (filed GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]') -- 填报日期
) STRICT;
CREATE UNIQUE INDEX submission_rank ON submission (unit, quarter, version, withdrawal, number);
CREATE INDEX submission_quarter ON submission (quarter, unit);

-- 事项: what the submission says on one item of the plan.
CREATE TABLE item (
    number INTEGER NOT NULL REFERENCES submission (number),
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    no     INTEGER NOT NULL,                    -- 序号 in the plan
    line   INTEGER NOT NULL CHECK (line >= 0),
    PRIMARY KEY (number, seq)
) STRICT, WITHOUT ROWID;

-- 段: the paragraphs of an item, and those of the submission's 说明.
CREATE TABLE paragraph (
    number INTEGER NOT NULL REFERENCES submission (number),
    item   INTEGER NOT NULL CHECK (item >= 0),  -- item.seq; 0 = the submission itself
    kind   TEXT NOT NULL CHECK (kind IN ('工作推进情况', '取得成效', '亮点经验', '说明')),
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    line   INTEGER NOT NULL CHECK (line >= 0),
    text   TEXT NOT NULL,
    PRIMARY KEY (number, item, kind, seq),
    CHECK ((kind = '说明') = (item = 0))
) STRICT, WITHOUT ROWID;

-- 问题
CREATE TABLE problem (
    number   INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    seq      INTEGER NOT NULL CHECK (seq >= 1),
    id       TEXT,                              -- 编号 as written; NULL = new without one
    category TEXT,                              -- 分类
    grade    TEXT,                              -- 等级
    text     TEXT,                              -- 描述
    remedy   TEXT,                              -- 整改措施
    person   TEXT,                              -- 责任人
    due      TEXT CHECK (due GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- 期限
    state    TEXT NOT NULL CHECK (state IN ('新增', '整改中', '已销号')),      -- 状态
    line     INTEGER NOT NULL CHECK (line >= 0),
    PRIMARY KEY (number, item, seq),
    FOREIGN KEY (number, item) REFERENCES item (number, seq)
) STRICT, WITHOUT ROWID;

-- 打算
CREATE TABLE promise (
    number INTEGER NOT NULL,
    item   INTEGER NOT NULL,
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    text   TEXT,                                -- 内容
    due    TEXT CHECK (due GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- 期限
    line   INTEGER NOT NULL CHECK (line >= 0),
    PRIMARY KEY (number, item, seq),
    FOREIGN KEY (number, item) REFERENCES item (number, seq)
) STRICT, WITHOUT ROWID;

-- 指标值
CREATE TABLE value (
    number     INTEGER NOT NULL,
    item       INTEGER NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq >= 1),
    indicator  TEXT NOT NULL,                   -- 指标 (code)
    amount     TEXT NOT NULL                    -- the number, shortest exact decimal: 0.5, 12, -3.25; never a binary fraction
               CHECK (amount NOT GLOB '*[^-0-9.]*' AND length(amount) > 0),
    as_written TEXT,                            -- as the unit wrote it
    line       INTEGER NOT NULL CHECK (line >= 0),
    PRIMARY KEY (number, item, seq),
    FOREIGN KEY (number, item) REFERENCES item (number, seq)
) STRICT, WITHOUT ROWID;

-- 表格
CREATE TABLE grid (
    number INTEGER NOT NULL,
    item   INTEGER NOT NULL,
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    title  TEXT,                                -- 表题
    nrows  INTEGER NOT NULL CHECK (nrows >= 0), -- with the head, row 0
    ncols  INTEGER NOT NULL CHECK (ncols >= 0),
    line   INTEGER NOT NULL CHECK (line >= 0),
    PRIMARY KEY (number, item, seq),
    FOREIGN KEY (number, item) REFERENCES item (number, seq)
) STRICT, WITHOUT ROWID;

-- 格: nrows × ncols of each grid
CREATE TABLE cell (
    number INTEGER NOT NULL,
    item   INTEGER NOT NULL,
    grid   INTEGER NOT NULL,                    -- grid.seq
    place  INTEGER NOT NULL CHECK (place >= 0), -- row × ncols + column
    text   TEXT,
    PRIMARY KEY (number, item, grid, place),
    FOREIGN KEY (number, item, grid) REFERENCES grid (number, item, seq)
) STRICT, WITHOUT ROWID;

-- 图片 (a rowid table: large values are read without touching their neighbours)
CREATE TABLE picture (
    number INTEGER NOT NULL,
    item   INTEGER NOT NULL,
    seq    INTEGER NOT NULL CHECK (seq >= 1),
    title  TEXT,                                -- 说明
    media  TEXT,                                -- image/png, image/jpeg
    line   INTEGER NOT NULL CHECK (line >= 0),
    bytes  BLOB NOT NULL,
    PRIMARY KEY (number, item, seq),
    FOREIGN KEY (number, item) REFERENCES item (number, seq)
) STRICT;

-- 流水: what was done, in order, written in the transaction that did it. Each entry holds the hash of the one before, and
-- the entries 收件, 判定, 计划 and 更正 hold or repeat what their rows say: a byte changed anywhere behind the program's back shows.
CREATE TABLE journal (
    seq      INTEGER PRIMARY KEY CHECK (seq >= 1), -- 1, 2, 3 … without gaps
    date     TEXT NOT NULL CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), -- --date of the run
    kind     TEXT NOT NULL CHECK (kind IN ('收件', '判定', '重复', '取代', '撤回', '计划', '遗失', '恢复', '更正', '成文', '作废')),
    subject  TEXT NOT NULL,                     -- 回执号, unit and quarter, the plan's id, or the path of a file below output/
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL CHECK (length(previous) = 64), -- hash of the entry before; 64 zeros for the first
    hash     TEXT NOT NULL CHECK (length(hash) = 64)      -- SHA-256 over all columns before (journal.c)
) STRICT;

-- The record never changes.
CREATE TRIGGER original_keep   BEFORE UPDATE ON original   BEGIN SELECT RAISE(ABORT, 'record: original never changes'); END;
CREATE TRIGGER received_keep   BEFORE UPDATE ON received   BEGIN SELECT RAISE(ABORT, 'record: received never changes'); END;
CREATE TRIGGER message_keep    BEFORE UPDATE ON message    BEGIN SELECT RAISE(ABORT, 'record: message never changes'); END;
CREATE TRIGGER change_keep     BEFORE UPDATE ON change     BEGIN SELECT RAISE(ABORT, 'record: change never changes'); END;
CREATE TRIGGER plan_keep       BEFORE UPDATE ON plan       BEGIN SELECT RAISE(ABORT, 'record: plan never changes'); END;
CREATE TRIGGER submission_keep BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'record: submission never changes'); END;
CREATE TRIGGER item_keep       BEFORE UPDATE ON item       BEGIN SELECT RAISE(ABORT, 'record: item never changes'); END;
CREATE TRIGGER paragraph_keep  BEFORE UPDATE ON paragraph  BEGIN SELECT RAISE(ABORT, 'record: paragraph never changes'); END;
CREATE TRIGGER problem_keep    BEFORE UPDATE ON problem    BEGIN SELECT RAISE(ABORT, 'record: problem never changes'); END;
CREATE TRIGGER promise_keep    BEFORE UPDATE ON promise    BEGIN SELECT RAISE(ABORT, 'record: promise never changes'); END;
CREATE TRIGGER value_keep      BEFORE UPDATE ON value      BEGIN SELECT RAISE(ABORT, 'record: value never changes'); END;
CREATE TRIGGER grid_keep       BEFORE UPDATE ON grid       BEGIN SELECT RAISE(ABORT, 'record: grid never changes'); END;
CREATE TRIGGER cell_keep       BEFORE UPDATE ON cell       BEGIN SELECT RAISE(ABORT, 'record: cell never changes'); END;
CREATE TRIGGER picture_keep    BEFORE UPDATE ON picture    BEGIN SELECT RAISE(ABORT, 'record: picture never changes'); END;
CREATE TRIGGER journal_keep    BEFORE UPDATE ON journal    BEGIN SELECT RAISE(ABORT, 'record: journal never changes'); END;

-- The record is never shortened.
CREATE TRIGGER original_stay   BEFORE DELETE ON original   BEGIN SELECT RAISE(ABORT, 'record: original is never deleted'); END;
CREATE TRIGGER received_stay   BEFORE DELETE ON received   BEGIN SELECT RAISE(ABORT, 'record: received is never deleted'); END;
CREATE TRIGGER message_stay    BEFORE DELETE ON message    BEGIN SELECT RAISE(ABORT, 'record: message is never deleted'); END;
CREATE TRIGGER change_stay     BEFORE DELETE ON change     BEGIN SELECT RAISE(ABORT, 'record: change is never deleted'); END;
CREATE TRIGGER plan_stay       BEFORE DELETE ON plan       BEGIN SELECT RAISE(ABORT, 'record: plan is never deleted'); END;
CREATE TRIGGER submission_stay BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'record: submission is never deleted'); END;
CREATE TRIGGER item_stay       BEFORE DELETE ON item       BEGIN SELECT RAISE(ABORT, 'record: item is never deleted'); END;
CREATE TRIGGER paragraph_stay  BEFORE DELETE ON paragraph  BEGIN SELECT RAISE(ABORT, 'record: paragraph is never deleted'); END;
CREATE TRIGGER problem_stay    BEFORE DELETE ON problem    BEGIN SELECT RAISE(ABORT, 'record: problem is never deleted'); END;
CREATE TRIGGER promise_stay    BEFORE DELETE ON promise    BEGIN SELECT RAISE(ABORT, 'record: promise is never deleted'); END;
CREATE TRIGGER value_stay      BEFORE DELETE ON value      BEGIN SELECT RAISE(ABORT, 'record: value is never deleted'); END;
CREATE TRIGGER grid_stay       BEFORE DELETE ON grid       BEGIN SELECT RAISE(ABORT, 'record: grid is never deleted'); END;
CREATE TRIGGER cell_stay       BEFORE DELETE ON cell       BEGIN SELECT RAISE(ABORT, 'record: cell is never deleted'); END;
CREATE TRIGGER picture_stay    BEFORE DELETE ON picture    BEGIN SELECT RAISE(ABORT, 'record: picture is never deleted'); END;
CREATE TRIGGER journal_stay    BEFORE DELETE ON journal    BEGIN SELECT RAISE(ABORT, 'record: journal is never deleted'); END;


-- ================================================ part two: derived

-- 现行: the submission that counts, at most one for each unit and quarter. Highest 版次 first; of one 版次 a 撤回 goes before
-- all others, then the later receipt. If a 撤回 stands highest, nothing counts until a higher 版次 comes. A view, so that it
-- cannot disagree with the record.
CREATE VIEW standing AS
SELECT s.number, s.unit, s.quarter FROM submission AS s
WHERE s.withdrawal = 0 AND s.number = (
    SELECT o.number FROM submission AS o WHERE o.unit = s.unit AND o.quarter = s.quarter
    ORDER BY o.version DESC, o.withdrawal DESC, o.number DESC LIMIT 1);

-- 待写回执: receipts that are committed but may not stand on disk yet. A row goes when its files stand; making all of them
-- again does no harm, because a receipt follows from the record alone.
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY REFERENCES received (number)
) STRICT;

-- Since version 2; what stands from here to the end is added to an older store when it is opened.
-- 成文: the files that a run wrote below output/, so that one that no longer applies (the letter to a unit that has reported
-- meanwhile) is known as ours and can be taken away. Entered before the file is written; the digest follows.
CREATE TABLE printed (
    path    TEXT NOT NULL PRIMARY KEY,          -- below output/: 2022Q4/催报函/县水务局.pdf
    quarter TEXT NOT NULL CHECK (quarter GLOB '[12][0-9][0-9][0-9]Q[1-4]'),
    sha256  TEXT                                -- of its bytes; NULL = not known to be whole
            CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- Since version 3; of the record, like part one.
-- 更正: dates of arrival that a 收件登记 put right after the file had been taken in. The last one of a receipt counts.
CREATE TABLE correction (
    seq      INTEGER PRIMARY KEY CHECK (seq >= 1), -- 1, 2, 3 … in the order in which they were made
    number   INTEGER NOT NULL REFERENCES received (number),
    was      TEXT NOT NULL CHECK (was GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),         -- what counted until then
    arrived  TEXT NOT NULL CHECK (arrived GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
                                  AND arrived <> was),                                         -- what counts from then on
    made     TEXT NOT NULL CHECK (made GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),        -- --date of the run that made it
    register BLOB NOT NULL CHECK (length(register) > 0), -- the register, relative to input/,
    line     INTEGER NOT NULL CHECK (line >= 0),         -- and the line that says so
    person   TEXT                                        -- 登记人; NULL = not named
) STRICT;
CREATE INDEX correction_number ON correction (number, seq);
CREATE TRIGGER correction_keep BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'record: correction never changes'); END;
CREATE TRIGGER correction_stay BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'record: correction is never deleted'); END;

-- Since version 4, with the kinds 成文 (a file below output/ was written, with its digest) and 作废 (it no longer applies).
CREATE INDEX journal_subject ON journal (kind, subject, seq);
