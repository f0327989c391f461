import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { errorMessage } from "@/lib/core/base/error-message";
import { CheckFailed } from "./check-failed";
import type { SourceLine } from "./read-lines";

/** Whole numbers of 64 bits come as such; what JSON's numbers cannot hold exactly stays text. */
function plain(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** The rows of a Parquet file as lines of JSON, a group of rows at a time. Throws `CheckFailed` for one it cannot read. */
export async function* parquetLines(path: string, source: string): AsyncGenerator<SourceLine> {
  let number = 0;
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    for (const { num_rows } of metadata.row_groups) {
      const [rowStart, rowEnd] = [number, number + Number(num_rows)];
      const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd });
      for (const row of rows) yield { source, number: ++number, text: JSON.stringify(row, plain) };
    }
  } catch (error) {
    throw new CheckFailed(`${source} cannot be read as Parquet: ${errorMessage(error)}`);
  }
}
