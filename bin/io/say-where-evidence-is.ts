import { readS3Place } from "@/lib/core/evidence/s3-place";

/** Says on standard error what else a copy of the database needs; nothing where the database holds all. */
export function sayWhereEvidenceIs(blobs: string | null): void {
  if (blobs === null) return;
  const what = readS3Place(blobs) === null ? `the folder ${blobs}` : `the objects of ${blobs}`;
  process.stderr.write(`copy ${what} too: evidence is there that the database names\n`);
}
