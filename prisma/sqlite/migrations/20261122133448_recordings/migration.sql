-- CreateTable
CREATE TABLE "Session" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    "finishedAt" BIGINT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "origin" TEXT NOT NULL,
    "promptMode" TEXT NOT NULL,
    "matcher" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "tokenizer" TEXT NOT NULL,
    "groupIndex" INTEGER,
    "index" INTEGER,
    "rewardValue" REAL,
    "maxContextTokens" INTEGER,
    "maxTurns" INTEGER,
    "turnCount" INTEGER NOT NULL DEFAULT 0,
    "nodeCount" INTEGER NOT NULL DEFAULT 0,
    "forkCount" INTEGER NOT NULL DEFAULT 0,
    "driftSpans" INTEGER NOT NULL DEFAULT 0,
    "refusedTokens" INTEGER NOT NULL DEFAULT 0,
    "sampleCount" INTEGER NOT NULL DEFAULT 0,
    "sampledTokens" INTEGER NOT NULL DEFAULT 0,
    "trainedTokens" INTEGER NOT NULL DEFAULT 0,
    "contextTokens" INTEGER NOT NULL DEFAULT 0,
    "finishedPolicy" TEXT,
    "rolloutId" TEXT,
    "reward" TEXT,
    "leafRewards" TEXT,
    "policy" TEXT,
    "samplingDefaults" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "label" TEXT,
    "prompt" TEXT
);

-- CreateTable
CREATE TABLE "Turn" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "delivery" TEXT NOT NULL,
    "promptLength" INTEGER NOT NULL,
    "outputLength" INTEGER NOT NULL,
    "retryOf" INTEGER,
    "responseBody" INTEGER,
    "finishReason" TEXT NOT NULL,
    "auxiliary" TEXT NOT NULL,
    "promptBuild" TEXT NOT NULL,
    "logProbSemantics" TEXT NOT NULL,
    "refusal" TEXT,
    "illFormed" TEXT,
    "matchedStop" TEXT,
    "weightVersion" TEXT,
    "subAgent" TEXT,
    "headerBody" INTEGER NOT NULL,
    "scaffolds" TEXT,
    "facts" TEXT NOT NULL,
    "sharedFacts" TEXT,
    "digest" BLOB NOT NULL,

    PRIMARY KEY ("sessionKey", "index"),
    CONSTRAINT "Turn_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TurnTokens" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "messages" BLOB NOT NULL,
    "messageLengths" BLOB NOT NULL,
    "rewrites" BLOB NOT NULL,
    "prompt" BLOB NOT NULL,
    "outputIds" BLOB NOT NULL,
    "outputLogProbs" BLOB,

    PRIMARY KEY ("sessionKey", "index"),
    CONSTRAINT "TurnTokens_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn" ("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MessageBody" (
    "sessionKey" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "role" TEXT,
    "hash" BLOB NOT NULL,
    "text" TEXT NOT NULL,

    PRIMARY KEY ("sessionKey", "number"),
    CONSTRAINT "MessageBody_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MessageNode" (
    "sessionKey" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "parent" INTEGER,
    "body" INTEGER,
    "turn" INTEGER,
    "path" BLOB NOT NULL,

    PRIMARY KEY ("sessionKey", "number"),
    CONSTRAINT "MessageNode_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session" ("key") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Change" (
    "revision" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sessionKey" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "turn" INTEGER
);

-- CreateIndex
CREATE UNIQUE INDEX "Session_id_key" ON "Session"("id");

-- CreateIndex
CREATE INDEX "Session_updatedAt_key_idx" ON "Session"("updatedAt", "key");

-- CreateIndex
CREATE INDEX "Session_createdAt_key_idx" ON "Session"("createdAt", "key");

-- CreateIndex
CREATE INDEX "Session_status_updatedAt_key_idx" ON "Session"("status", "updatedAt", "key");

-- CreateIndex
CREATE INDEX "Session_groupIndex_idx" ON "Session"("groupIndex");
