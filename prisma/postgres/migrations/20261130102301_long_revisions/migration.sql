-- 31 bits of changes are a few weeks of a large run.
ALTER TABLE "Change" ALTER COLUMN "revision" SET DATA TYPE BIGINT;
ALTER SEQUENCE "Change_revision_seq" AS BIGINT;
ALTER TABLE "Session" ALTER COLUMN "revision" SET DATA TYPE BIGINT;
ALTER TABLE "SampleTrace" ALTER COLUMN "revision" SET DATA TYPE BIGINT;
