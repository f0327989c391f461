import { resolve } from "node:path";
import { readS3Place } from "@/lib/core/evidence/s3-place";
import type { BlobStore } from "./blob-store";
import { fileBlobs } from "./file-blobs";
import { s3Blobs } from "./s3-blobs";

/** Where a store keeps large columns; null: in the database. */
export function blobsOf({ blobs }: { readonly blobs?: string | null }): BlobStore | null {
  if (!blobs) return null;
  const place = readS3Place(blobs);
  return place === null ? fileBlobs(resolve(blobs)) : s3Blobs(place);
}
