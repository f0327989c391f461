-- CreateTable
CREATE TABLE "ManagedChange" (
    "key" SERIAL NOT NULL,
    "at" BIGINT NOT NULL,
    "holder" TEXT NOT NULL,
    "person" TEXT,
    "address" TEXT,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "status" INTEGER,

    CONSTRAINT "ManagedChange_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "ManagedChange_target_idx" ON "ManagedChange"("target");
