import { randomUUID } from "node:crypto";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { readS3Place } from "@/lib/core/evidence/s3-place";
import { blobStoreCases } from "./blob-store.case";
import { s3Blobs } from "./s3-blobs";

const client = new S3Client({ forcePathStyle: true });

/** A prefix of a new bucket, which holds nothing. */
async function newPlace() {
  const bucket = `turntree-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const place = readS3Place(`s3://${bucket}/team/evidence`);
  if (place === null) throw new Error("no place");
  return place;
}

blobStoreCases(async () => s3Blobs(await newPlace()));

describe("a bucket of blobs", () => {
  it("keeps objects of others, below its prefix and beside it, however old they are", async () => {
    const place = await newPlace();
    const others = [`${place.prefix}notes.txt`, "team/other"];
    for (const Key of others)
      await client.send(new PutObjectCommand({ Bucket: place.bucket, Key, Body: "not evidence" }));
    expect(await s3Blobs(place).removeOlder(Date.now() + 3_600_000)).toBe(0);
  });

  it("that is not there is named with what the store says", async () => {
    const blobs = s3Blobs({ bucket: "nobody-made-it", prefix: "" });
    await expect(blobs.digests("a")).rejects.toThrow(
      "The evidence in s3://nobody-made-it/ cannot be reached: NoSuchBucket: ",
    );
    await expect(blobs.get("a", "0".repeat(64))).rejects.toThrow("NoSuchBucket");
  });
});
