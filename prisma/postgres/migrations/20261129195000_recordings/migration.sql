-- CreateEnum
CREATE TYPE "SessionStatus" AS ENUM ('open', 'finished', 'dropped');

-- CreateEnum
CREATE TYPE "SessionOrigin" AS ENUM ('api', 'call', 'shared', 'import');

-- CreateEnum
CREATE TYPE "PromptMode" AS ENUM ('graft', 'render');

-- CreateEnum
CREATE TYPE "Matcher" AS ENUM ('exact', 'echo');

-- CreateEnum
CREATE TYPE "Delivery" AS ENUM ('pending', 'delivered', 'undelivered', 'partly_delivered');

-- CreateEnum
CREATE TYPE "CauseSubject" AS ENUM ('fork', 'drift', 'realigned', 'refused');

-- CreateEnum
CREATE TYPE "ChangeKind" AS ENUM ('opened', 'turn', 'delivery', 'finished', 'dropped', 'changed');

-- CreateTable
CREATE TABLE "Session" (
    "key" SERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "status" "SessionStatus" NOT NULL DEFAULT 'open',
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    "finishedAt" BIGINT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "origin" "SessionOrigin" NOT NULL,
    "promptMode" "PromptMode" NOT NULL,
    "matcher" "Matcher" NOT NULL,
    "model" TEXT NOT NULL,
    "tokenizer" TEXT NOT NULL,
    "groupIndex" INTEGER,
    "index" INTEGER,
    "rewardValue" DOUBLE PRECISION,
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
    "lastTurnAt" BIGINT,
    "shape" TEXT,
    "causeNames" TEXT NOT NULL DEFAULT '',
    "facets" INTEGER NOT NULL DEFAULT 0,
    "client" TEXT,
    "run" TEXT,
    "finishedPolicy" TEXT,
    "rolloutId" TEXT,
    "reward" TEXT,
    "leafRewards" TEXT,
    "policy" TEXT,
    "samplingDefaults" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "label" TEXT,
    "prompt" TEXT,
    "chain" BYTEA,
    "unrecordedCalls" INTEGER NOT NULL DEFAULT 0,
    "unrecordedReason" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Turn" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "delivery" "Delivery" NOT NULL,
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
    "digest" BYTEA NOT NULL,
    "audit" TEXT,
    "amendment" TEXT,
    "deliveries" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Turn_pkey" PRIMARY KEY ("sessionKey","index")
);

-- CreateTable
CREATE TABLE "TurnLists" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "messages" BYTEA NOT NULL,
    "messageLengths" BYTEA NOT NULL,
    "rewrites" BYTEA NOT NULL,
    "prompt" BYTEA NOT NULL,

    CONSTRAINT "TurnLists_pkey" PRIMARY KEY ("sessionKey","index")
);

-- CreateTable
CREATE TABLE "TurnOutput" (
    "sessionKey" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "outputIds" BYTEA NOT NULL,
    "outputLogProbs" BYTEA,

    CONSTRAINT "TurnOutput_pkey" PRIMARY KEY ("sessionKey","index")
);

-- CreateTable
CREATE TABLE "MessageBody" (
    "sessionKey" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "role" TEXT,
    "hash" BYTEA NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "MessageBody_pkey" PRIMARY KEY ("sessionKey","number")
);

-- CreateTable
CREATE TABLE "MessageNode" (
    "sessionKey" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "parent" INTEGER,
    "body" INTEGER,
    "turn" INTEGER,
    "path" BYTEA NOT NULL,

    CONSTRAINT "MessageNode_pkey" PRIMARY KEY ("sessionKey","number")
);

-- CreateTable
CREATE TABLE "SessionFacets" (
    "key" SERIAL NOT NULL,
    "status" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "tokenizer" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "run" TEXT NOT NULL,
    "causes" TEXT NOT NULL,

    CONSTRAINT "SessionFacets_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "SessionCause" (
    "sessionKey" INTEGER NOT NULL,
    "subject" "CauseSubject" NOT NULL,
    "cause" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,

    CONSTRAINT "SessionCause_pkey" PRIMARY KEY ("sessionKey","subject","cause")
);

-- CreateTable
CREATE TABLE "Change" (
    "revision" SERIAL NOT NULL,
    "sessionKey" INTEGER NOT NULL,
    "kind" "ChangeKind" NOT NULL,
    "turn" INTEGER,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("revision")
);

-- CreateIndex
CREATE UNIQUE INDEX "Session_id_key" ON "Session"("id");

-- CreateIndex: narrower than SQLite's, whose list reads the index alone. A row here is read in any case, and an index
-- over what every turn changes would be written with every turn.
CREATE INDEX "Session_list" ON "Session"("createdAt", "key");

-- CreateIndex
CREATE INDEX "Session_groupIndex_idx" ON "Session"("groupIndex");

-- CreateIndex: over a hash, since a row of an index may not be longer than a third of a page.
CREATE UNIQUE INDEX "SessionFacets_words" ON "SessionFacets"(
  md5("status" || E'\n' || "model" || E'\n' || "tokenizer" || E'\n' || "client" || E'\n' || "run" || E'\n' || "causes"));

-- CreateIndex
CREATE INDEX "SessionCause_cause_subject_sessionKey_count_tokens_idx" ON "SessionCause"("cause", "subject", "sessionKey", "count", "tokens");

-- AddForeignKey
ALTER TABLE "Turn" ADD CONSTRAINT "Turn_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TurnLists" ADD CONSTRAINT "TurnLists_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn"("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TurnOutput" ADD CONSTRAINT "TurnOutput_sessionKey_index_fkey" FOREIGN KEY ("sessionKey", "index") REFERENCES "Turn"("sessionKey", "index") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageBody" ADD CONSTRAINT "MessageBody_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageNode" ADD CONSTRAINT "MessageNode_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionCause" ADD CONSTRAINT "SessionCause_sessionKey_fkey" FOREIGN KEY ("sessionKey") REFERENCES "Session"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- Room for the next version of a row on its own page: every turn changes its session's row.
ALTER TABLE "Session" SET (fillfactor = 70);

-- What follows is written by hand: the schema language has no triggers and no search.

-- The row of SessionFacets that stands for these words, made when there is none. Looked for first, lest every session
-- take a number of the sequence.
CREATE FUNCTION turntree_facets(words "SessionFacets") RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  known integer;
BEGIN
  LOOP
    SELECT f."key" INTO known FROM "SessionFacets" f
      WHERE md5(f."status" || E'\n' || f."model" || E'\n' || f."tokenizer" || E'\n' || f."client" || E'\n' || f."run" || E'\n' || f."causes")
          = md5(words."status" || E'\n' || words."model" || E'\n' || words."tokenizer" || E'\n' || words."client" || E'\n' || words."run" || E'\n' || words."causes");
    IF FOUND THEN RETURN known; END IF;
    INSERT INTO "SessionFacets" ("status", "model", "tokenizer", "client", "run", "causes")
      VALUES (words."status", words."model", words."tokenizer", words."client", words."run", words."causes")
      ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

CREATE FUNCTION turntree_set_facets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."facets" := turntree_facets(ROW(0, NEW."status"::text, NEW."model", NEW."tokenizer",
    COALESCE(NEW."client", ''), COALESCE(NEW."run", ''), NEW."causeNames")::"SessionFacets");
  RETURN NEW;
END $$;

CREATE TRIGGER "Session_facets_insert" BEFORE INSERT ON "Session"
  FOR EACH ROW EXECUTE FUNCTION turntree_set_facets();

CREATE TRIGGER "Session_facets_update" BEFORE UPDATE OF "status", "client", "causeNames" ON "Session" FOR EACH ROW
  WHEN (OLD."status" <> NEW."status" OR OLD."client" IS DISTINCT FROM NEW."client" OR OLD."causeNames" <> NEW."causeNames")
  EXECUTE FUNCTION turntree_set_facets();

-- Full-text search over messages, by whole words and their beginnings. The words are told apart as SQLite's search does:
-- runs of letters and digits of any script, without case and accents. So the same text finds the same sessions in both.
DO $do$
DECLARE
  -- The server's own collation may be "C", in which only ASCII has letters.
  words_collation text := COALESCE((
    SELECT quote_ident(collname) FROM pg_collation
    WHERE collname IN ('und-x-icu', 'C.utf8', 'C.UTF-8') AND collencoding IN (-1, pg_char_to_encoding('UTF8'))
    ORDER BY collname = 'und-x-icu' DESC LIMIT 1), '"default"');
BEGIN
  EXECUTE format($sql$
    CREATE FUNCTION turntree_fold(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $fold$
      SELECT CASE WHEN octet_length(given) = char_length(given) THEN lower(given COLLATE %1$s)
        ELSE normalize(regexp_replace(normalize(lower(given COLLATE %1$s), NFD), '[\u0300-\u036F]', '', 'g'), NFC) END
    $fold$;
    CREATE FUNCTION turntree_words(given text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $words$
      SELECT DISTINCT left(word, 200) FROM regexp_split_to_table(turntree_fold(given) COLLATE %1$s,
        '[^[:alnum:]\u00B2\u00B3\u00B9\u00BC-\u00BE\u2070-\u209C\u2150-\u218B\u2460-\u249B\u2776-\u2793\u3007\u3021-\u3029]+') AS word
      WHERE word <> ''
    $words$;
  $sql$, words_collation);
END $do$;

-- What finds the words that begin so.
CREATE FUNCTION turntree_prefix(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (quote_literal(left(turntree_fold(word), 200)) || ':*')::tsquery
$$;

-- The text of a message that people look for: what it says, what was thought, what was called with what.
CREATE FUNCTION turntree_text_of(message json) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat_ws(' ', message->>'content', message->>'reasoning_content', (
    SELECT string_agg(concat_ws(' ', call->'function'->>'name', call->'function'->>'arguments'), ' ')
    FROM json_array_elements(CASE json_typeof(message->'tool_calls') WHEN 'array' THEN message->'tool_calls' ELSE '[]' END) AS call))
$$;

-- PostgreSQL has no text for a NUL or for half a surrogate pair, which JSON may name.
CREATE FUNCTION turntree_message_text(body text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN turntree_text_of(body::json);
EXCEPTION WHEN OTHERS THEN
  BEGIN
    RETURN turntree_text_of(regexp_replace(body, '(?<!\\)((\\\\)*)\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1 ', 'g')::json);
  EXCEPTION WHEN OTHERS THEN
    RETURN body;
  END;
END $$;

-- The words of a body, in as many parts as they need: one holds a megabyte at most.
CREATE TABLE "MessageSearch" (
    "sessionKey" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "words" TSVECTOR NOT NULL,

    CONSTRAINT "MessageSearch_pkey" PRIMARY KEY ("sessionKey", "number", "part"),
    CONSTRAINT "MessageSearch_body_fkey" FOREIGN KEY ("sessionKey", "number")
      REFERENCES "MessageBody"("sessionKey", "number") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "MessageSearch_words" ON "MessageSearch" USING gin ("words");

CREATE FUNCTION turntree_index_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "MessageSearch" ("sessionKey", "number", "part", "words")
    SELECT NEW."sessionKey", NEW."number", part, array_to_tsvector(array_agg(word)) FROM (
      SELECT word, (sum(octet_length(word) + 1) OVER (ORDER BY word)) / 500000 AS part
      FROM turntree_words(turntree_message_text(NEW."text")) AS word) AS words
    GROUP BY part;
  RETURN NULL;
END $$;

CREATE TRIGGER "MessageSearch_insert" AFTER INSERT ON "MessageBody" FOR EACH ROW
  WHEN (NEW."role" IS NOT NULL) EXECUTE FUNCTION turntree_index_message();

-- Tells whoever listens that there are changes, when they are committed; once a transaction.
CREATE FUNCTION turntree_tell_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('turntree_changes', '');
  RETURN NULL;
END $$;

CREATE TRIGGER "Change_tell" AFTER INSERT ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION turntree_tell_changes();
