-- DropIndex
DROP INDEX "Session_updatedAt_key_idx";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "client" TEXT;
ALTER TABLE "Session" ADD COLUMN "run" TEXT;

-- CreateTable
CREATE TABLE "SessionCause" (
    "sessionKey" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,

    PRIMARY KEY ("sessionKey", "subject", "cause"),
    CONSTRAINT "SessionCause_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SessionCause_cause_subject_sessionKey_count_tokens_idx" ON "SessionCause"("cause", "subject", "sessionKey", "count", "tokens");

-- CreateIndex
CREATE INDEX "Session_list" ON "Session"("updatedAt", "key", "status", "id", "model", "tokenizer", "origin", "client", "run", "finishedPolicy", "groupIndex", "rewardValue", "turnCount", "nodeCount", "forkCount", "driftSpans", "refusedTokens", "sampleCount", "sampledTokens", "trainedTokens", "contextTokens");

-- CreateIndex
CREATE INDEX "Session_run_idx" ON "Session"("run");

-- Full-text search over messages. The index holds no text of its own; a row is a message body, numbered by its
-- session's key and its own number. Written by hand: the schema language has no virtual tables and no triggers.
CREATE VIRTUAL TABLE "MessageSearch" USING fts5("text", content = '', contentless_delete = 1, detail = none);

CREATE TRIGGER "MessageSearch_insert" AFTER INSERT ON "MessageBody" WHEN NEW."role" IS NOT NULL BEGIN
  INSERT INTO "MessageSearch" ("rowid", "text") VALUES (
    NEW."sessionKey" * 16777216 + NEW."number",
    COALESCE(json_extract(NEW."text", '$.content'), '') || ' ' ||
    COALESCE(json_extract(NEW."text", '$.reasoning_content'), '') || ' ' ||
    COALESCE((SELECT group_concat(json_extract("value", '$.function.name') || ' ' || json_extract("value", '$.function.arguments'), ' ')
              FROM json_each(NEW."text", '$.tool_calls')), '')
  );
END;

CREATE TRIGGER "MessageSearch_delete" AFTER DELETE ON "MessageBody" WHEN OLD."role" IS NOT NULL BEGIN
  DELETE FROM "MessageSearch" WHERE "rowid" = OLD."sessionKey" * 16777216 + OLD."number";
END;

INSERT INTO "MessageSearch" ("rowid", "text")
  SELECT "sessionKey" * 16777216 + "number",
    COALESCE(json_extract("text", '$.content'), '') || ' ' ||
    COALESCE(json_extract("text", '$.reasoning_content'), '') || ' ' ||
    COALESCE((SELECT group_concat(json_extract("value", '$.function.name') || ' ' || json_extract("value", '$.function.arguments'), ' ')
              FROM json_each("MessageBody"."text", '$.tool_calls')), '')
  FROM "MessageBody" WHERE "role" IS NOT NULL;
