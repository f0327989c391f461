import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { PRODUCT_VERSION } from "@/lib/core/base/product-version";
import { asObject } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { columnValue } from "./column-value";
import type { ParquetColumn } from "./parquet-column";
import { parquetSchema } from "./parquet-schema";

/** A group of rows is written when its lines have so many characters together: what memory holds of a file. */
const GROUP_CHARACTERS = 8 * 1024 * 1024;

/** What is told of the file itself, beside its columns. */
export interface ParquetFile {
  readonly format: string;
  readonly columns: readonly ParquetColumn[];
}

/**
 * The lines of an export as a Parquet file, a group of rows at a time: one row a sample, fields as columns. Bytes are made
 * as they are asked for.
 */
export async function* parquetBytes(
  lines: AsyncGenerator<string>,
  { format, columns }: ParquetFile,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: parquetSchema(columns),
    kvMetadata: [{ key: "turntree.format", value: format }],
    createdBy: `turntree version ${PRODUCT_VERSION}`,
  });
  let rows: JsonObject[] = [];
  let characters = 0;
  const writeGroup = () => {
    const columnData = columns.map((column) => ({
      name: column.name,
      data: rows.map((row) => columnValue(column, row[column.name])),
    }));
    void file.write({ columnData, rowGroupSize: rows.length });
    rows = [];
    characters = 0;
    return taken(bytes);
  };
  for await (const line of lines) {
    rows.push(asObject(parseJson(line), "line"));
    characters += line.length;
    if (characters >= GROUP_CHARACTERS) yield writeGroup();
  }
  if (rows.length > 0) yield writeGroup();
  void file.finish();
  yield taken(bytes);
}

/** What was written since it was last taken. */
function taken(writer: ByteWriter): Uint8Array<ArrayBuffer> {
  const some = new Uint8Array(writer.getBuffer());
  writer.index = 0;
  return some;
}
