import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { sayWhereEvidenceIs } from "@/bin/io/say-where-evidence-is";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { readS3Place } from "@/lib/core/evidence/s3-place";
import { readSettings } from "@/lib/settings/settings";
import type { BlobStore } from "@/lib/store/blobs/blob-store";
import { blobsOf } from "@/lib/store/blobs/blobs-of";
import { copyBlobs } from "@/lib/store/blobs/copy-blobs";
import { copyStore } from "@/lib/store/copy-store";
import { openConnection } from "@/lib/store/open-connection";

interface Flags {
  readonly from: string;
  readonly to: string;
  readonly blobs?: string;
}

/** Adds `copy`: a database into another, of the same kind or not. Prints the id of each session that was copied. */
export function addCopyCommand(program: Command): void {
  program
    .command("copy")
    .description(
      "Copies a database into an empty one, as from a SQLite file into PostgreSQL, and proves each session by its digests. " +
        "Called again it goes on: sessions that are there unchanged are passed over. " +
        "A session that cannot be read whole, as from a damaged file, is named and left out (exit 1). Stop the recorders of the source first.",
    )
    .requiredOption("--from <url>", "the database that is read: file: and a path, or postgresql://…")
    .requiredOption("--to <url>", "the database that is written")
    .option(
      "--blobs <place>",
      "copies what TURNTREE_BLOBS keeps of the sessions to this folder or s3://bucket/prefix",
    )
    .action(copy);
}

async function copy({ from, to, blobs }: Flags): Promise<void> {
  const settings = readSettings(process.env);
  const [fromBlobs, toBlobs] = [blobsOf(settings), placeOf(blobs)];
  if (toBlobs !== null && fromBlobs === null)
    throw new UsageError("--blobs copies what TURNTREE_BLOBS keeps, and it is not set");
  const source = await openConnection({ databaseUrl: from });
  try {
    const target = await openConnection({ databaseUrl: to });
    try {
      const counts = { copied: 0, there: 0, left_out: 0 };
      let copiedTurns = 0;
      let copiedBlobs = 0;
      for await (const { id, turns, outcome, fault } of copyStore(source, target)) {
        counts[outcome]++;
        if (outcome === "copied") {
          copiedTurns += turns;
          await printLine(id);
        }
        if (outcome !== "left_out" && fromBlobs !== null && toBlobs !== null)
          copiedBlobs += await copyBlobs(fromBlobs, toBlobs, id);
        if (fault !== null) process.stderr.write(`${id} is left out: ${fault}\n`);
      }
      process.stderr.write(
        `${counts.copied} sessions with ${copiedTurns} turns copied and proven, ${counts.there} were there\n`,
      );
      if (toBlobs === null) sayWhereEvidenceIs(settings.blobs);
      else process.stderr.write(`${plural(copiedBlobs, "column")} of evidence in ${toBlobs.place}\n`);
      if (counts.left_out > 0) throw new CheckFailed(`${counts.left_out} sessions are left out`);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function placeOf(blobs: string | undefined): BlobStore | null {
  if (blobs === undefined) return null;
  return blobsOf({ blobs: readS3Place(blobs) === null ? callerPath(blobs) : blobs });
}
