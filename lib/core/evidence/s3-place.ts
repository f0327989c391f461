/** A bucket of an S3-compatible store, and what the names of all objects in it begin with. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or ending in a slash. */
  readonly prefix: string;
}

const S3_PLACE = /^s3:\/\/([a-z\d][a-z\d.-]{1,61}[a-z\d])(?:\/(.*))?$/;

/**
 * Reads `s3://bucket/prefix`; null for anything else, a path of a folder included.
 *
 * @example
 * readS3Place("s3://runs/evidence"); // { bucket: "runs", prefix: "evidence/" }
 */
export function readS3Place(text: string): S3Place | null {
  const [, bucket, path = ""] = S3_PLACE.exec(text) ?? [];
  if (bucket === undefined) return null;
  const prefix = path.replace(/^\/+|\/+$/g, "");
  return { bucket, prefix: prefix === "" ? "" : `${prefix}/` };
}
