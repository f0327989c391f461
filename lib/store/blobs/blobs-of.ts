import { resolve } from "node:path";
import type { BlobStore } from "./blob-store";
import { fileBlobs } from "./file-blobs";

/** Where a store keeps large columns; null: in the database. */
export function blobsOf({ blobs }: { readonly blobs?: string | null }): BlobStore | null {
  return blobs ? fileBlobs(resolve(blobs)) : null;
}
