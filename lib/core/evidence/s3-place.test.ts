import { describe, expect, it } from "vitest";
import { readS3Place } from "./s3-place";

describe("the place of a bucket", () => {
  it("is a bucket and what the names in it begin with", () => {
    expect(readS3Place("s3://runs")).toEqual({ bucket: "runs", prefix: "" });
    expect(readS3Place("s3://runs/")).toEqual({ bucket: "runs", prefix: "" });
    expect(readS3Place("s3://my.runs-1/team/evidence/")).toEqual({
      bucket: "my.runs-1",
      prefix: "team/evidence/",
    });
  });

  it("is no folder, no other store and no bucket that cannot be", () => {
    for (const text of ["./blobs", "/s3", "gs://runs", "s3:/runs", "s3://", "s3://R", "s3:///runs"]) {
      expect(readS3Place(text)).toBeNull();
    }
  });
});
