-- CreateTable
CREATE TABLE "ManagedChange" (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" BIGINT NOT NULL,
    "holder" TEXT NOT NULL,
    "person" TEXT,
    "address" TEXT,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "status" INTEGER
);

-- CreateIndex
CREATE INDEX "ManagedChange_target_idx" ON "ManagedChange"("target");
