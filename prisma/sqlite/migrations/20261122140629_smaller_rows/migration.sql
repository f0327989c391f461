-- CreateTable
CREATE TABLE "TurnLists" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "messages" BLOB NOT NULL,
    "messageLengths" BLOB NOT NULL,
    "rewrites" BLOB NOT NULL,
    "prompt" BLOB NOT NULL,

    PRIMARY KEY ("sessionKey", "index"),
    CONSTRAINT "TurnLists_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn" ("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TurnOutput" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "outputIds" BLOB NOT NULL,
    "outputLogProbs" BLOB,

    PRIMARY KEY ("sessionKey", "index"),
    CONSTRAINT "TurnOutput_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn" ("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What the two tables above now hold; written by hand.
INSERT INTO "TurnLists" ("sessionKey", "index", "messages", "messageLengths", "rewrites", "prompt")
  SELECT "sessionKey", "index", "messages", "messageLengths", "rewrites", "prompt" FROM "TurnTokens";
INSERT INTO "TurnOutput" ("sessionKey", "index", "outputIds", "outputLogProbs")
  SELECT "sessionKey", "index", "outputIds", "outputLogProbs" FROM "TurnTokens";

-- DropTable
DROP TABLE "TurnTokens";

-- RedefineTables: a row of a few bytes whose key is most of it needs no second tree for that key. The schema
-- language cannot say WITHOUT ROWID.
CREATE TABLE "new_MessageNode" (
    "sessionKey" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "parent" INTEGER,
    "body" INTEGER,
    "turn" INTEGER,
    "path" BLOB NOT NULL,

    PRIMARY KEY ("sessionKey", "number"),
    CONSTRAINT "MessageNode_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
INSERT INTO "new_MessageNode" ("sessionKey", "number", "parent", "body", "turn", "path")
  SELECT "sessionKey", "number", "parent", "body", "turn", "path" FROM "MessageNode";
DROP TABLE "MessageNode";
ALTER TABLE "new_MessageNode" RENAME TO "MessageNode";

-- Segments of the search index are merged sooner, which makes it smaller.
INSERT INTO "MessageSearch" ("MessageSearch", "rank") VALUES ('automerge', 2);

-- RedefineTables
CREATE TABLE "new_SessionCause" (
    "sessionKey" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,

    PRIMARY KEY ("sessionKey", "subject", "cause"),
    CONSTRAINT "SessionCause_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
INSERT INTO "new_SessionCause" SELECT "sessionKey", "subject", "cause", "count", "tokens" FROM "SessionCause";
DROP TABLE "SessionCause";
ALTER TABLE "new_SessionCause" RENAME TO "SessionCause";
CREATE INDEX "SessionCause_cause_subject_sessionKey_count_tokens_idx" ON "SessionCause"("cause", "subject", "sessionKey", "count", "tokens");

-- DropIndex: what Session_list answers too.
DROP INDEX "Session_createdAt_key_idx";
DROP INDEX "Session_status_updatedAt_key_idx";
DROP INDEX "Session_run_idx";
