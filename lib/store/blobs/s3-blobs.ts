import type { S3Client } from "@aws-sdk/client-s3";
import { errorMessage } from "@/lib/core/base/error-message";
import { StoreFault } from "@/lib/core/base/store-fault";
import type { S3Place } from "@/lib/core/evidence/s3-place";
import { blobFolder, digestOfName } from "./blob-name";
import type { BlobStore } from "./blob-store";

/** How long a connection may take to come about, in ms: a call waits for its evidence. */
const CONNECT_MS = 3_000;

/** How long the store may be silent, in ms. */
const SILENCE_MS = 20_000;

/** Objects that are listed, and deleted, at once. */
const LISTED = 100;

interface Found {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly putAt: number;
}

/**
 * Blobs as objects of an S3-compatible store. Its address, keys and region are those that the variables `AWS_*` name, and
 * all else that Amazon's own programs know. The client is loaded with the first use.
 */
export function s3Blobs({ bucket, prefix }: S3Place): BlobStore {
  const place = `s3://${bucket}/${prefix}`;
  let opened: ReturnType<typeof openClient> | null = null;
  const ask = async <T>(work: (s3: Awaited<ReturnType<typeof openClient>>) => Promise<T>): Promise<T> => {
    try {
      opened ??= openClient();
      return await work(await opened);
    } catch (error) {
      if (error instanceof StoreFault) throw error;
      throw new StoreFault("broken", `The evidence in ${place} cannot be reached: ${wordsOf(error)}.`);
    }
  };
  const keyOf = (session: string, digest: string) => `${prefix}${blobFolder(session)}/${digest}`;
  const removeWhere = (below: string, isOld: (found: Found) => boolean) =>
    ask(async ({ client, commands }) => {
      let removed = 0;
      for await (const page of pages(client, commands, { bucket, below })) {
        const old = page.filter(
          (found) => digestOfName(found.name.slice(prefix.length)) !== null && isOld(found),
        );
        await Promise.all(
          old.map(({ name }) => client.send(new commands.DeleteObjectCommand({ Bucket: bucket, Key: name }))),
        );
        removed += old.length;
      }
      return removed;
    });
  return {
    place,
    put: (session, digest, bytes) =>
      ask(async ({ client, commands }) => {
        const object = { Bucket: bucket, Key: keyOf(session, digest), Body: bytes };
        await client.send(new commands.PutObjectCommand(object));
      }),
    get: (session, digest) =>
      ask(async ({ client, commands }) => {
        try {
          const named = { Bucket: bucket, Key: keyOf(session, digest) };
          const { Body } = await client.send(new commands.GetObjectCommand(named));
          return Body === undefined ? null : Uint8Array.from(await Body.transformToByteArray());
        } catch (error) {
          if (error instanceof commands.NoSuchKey) return null;
          throw error;
        }
      }),
    digests: (session) =>
      ask(async ({ client, commands }) => {
        const below = `${prefix}${blobFolder(session)}/`;
        const digests: string[] = [];
        for await (const page of pages(client, commands, { bucket, below })) {
          digests.push(...page.map(({ name }) => name.slice(below.length)));
        }
        return digests;
      }),
    async remove(session) {
      await removeWhere(`${prefix}${blobFolder(session)}/`, () => true);
    },
    removeOlder: (before) => removeWhere(prefix, ({ putAt }) => putAt < before),
  };
}

type Commands = typeof import("@aws-sdk/client-s3");

async function openClient(): Promise<{ readonly client: S3Client; readonly commands: Commands }> {
  const commands = await import("@aws-sdk/client-s3");
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const isElsewhere = Boolean(AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL);
  const region = AWS_REGION || AWS_DEFAULT_REGION || (isElsewhere ? "us-east-1" : undefined);
  const client = new commands.S3Client({
    ...(region !== undefined && { region }),
    // Other stores seldom have a host name for each bucket, and do not know the newer checksums.
    forcePathStyle: isElsewhere,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS },
  });
  return { client, commands };
}

async function* pages(
  client: S3Client,
  commands: Commands,
  { bucket, below }: { readonly bucket: string; readonly below: string },
): AsyncGenerator<readonly Found[]> {
  const asked = { Bucket: bucket, Prefix: below, MaxKeys: LISTED };
  for (let ContinuationToken: string | undefined; ; ) {
    const list = new commands.ListObjectsV2Command({ ...asked, ContinuationToken });
    const { Contents = [], NextContinuationToken } = await client.send(list);
    yield Contents.flatMap(({ Key, LastModified }) =>
      Key === undefined ? [] : [{ name: Key, putAt: LastModified?.getTime() ?? Number.POSITIVE_INFINITY }],
    );
    if (NextContinuationToken === undefined) return;
    ContinuationToken = NextContinuationToken;
  }
}

/** What the client or the store says; errors of connections have their words in their parts. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "")
    return error.errors.map(errorMessage).join("; ");
  const name = error instanceof Error && error.name !== "Error" ? `${error.name}: ` : "";
  return `${name}${errorMessage(error)}`.replace(/\.$/, "");
}
