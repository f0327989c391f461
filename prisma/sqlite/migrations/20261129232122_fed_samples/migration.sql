-- CreateTable
CREATE TABLE "FedSample" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "run" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "pass" INTEGER NOT NULL,
    "lease" TEXT NOT NULL,
    "sample" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "trainedTokens" INTEGER NOT NULL,
    "leasedAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "step" INTEGER,
    "weights" TEXT,
    "trainedAt" BIGINT
);

-- CreateIndex
CREATE UNIQUE INDEX "FedSample_lease_key" ON "FedSample"("lease");

-- CreateIndex
CREATE INDEX "FedSample_run_weights_idx" ON "FedSample"("run", "weights");

-- CreateIndex
CREATE INDEX "FedSample_run_step_idx" ON "FedSample"("run", "step");

-- CreateIndex
CREATE UNIQUE INDEX "FedSample_run_session_digest_pass_key" ON "FedSample"("run", "session", "digest", "pass");
