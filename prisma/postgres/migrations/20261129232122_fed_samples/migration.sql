-- CreateTable
CREATE TABLE "FedSample" (
    "key" SERIAL NOT NULL,
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
    "trainedAt" BIGINT,

    CONSTRAINT "FedSample_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "FedSample_lease_key" ON "FedSample"("lease");

-- CreateIndex
CREATE INDEX "FedSample_run_weights_idx" ON "FedSample"("run", "weights");

-- CreateIndex
CREATE INDEX "FedSample_run_step_idx" ON "FedSample"("run", "step");

-- CreateIndex
CREATE UNIQUE INDEX "FedSample_run_session_digest_pass_key" ON "FedSample"("run", "session", "digest", "pass");
