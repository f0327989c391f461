import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { exportSession } from "@/lib/export/export-session";
import primeRlSchema from "@/lib/export/schemas/prime-rl.schema.json" with { type: "json" };
import slimeSchema from "@/lib/export/schemas/slime.schema.json" with { type: "json" };
import trlSchema from "@/lib/export/schemas/trl.schema.json" with { type: "json" };
import verlSchema from "@/lib/export/schemas/verl.schema.json" with { type: "json" };
import { exportOf, FORKED, SESSION } from "@/test/export/export-of";
import { parquetBytes } from "./parquet-bytes";
import { PARQUET_FORMATS, parquetColumns } from "./parquet-columns";

const SCHEMAS: Readonly<Record<string, { readonly properties: object }>> = {
  slime: slimeSchema,
  verl: verlSchema,
  trl: trlSchema,
  "prime-rl": primeRlSchema,
};

/** Fields that lines have and columns have not. */
const EXPERTS = ["rollout_routed_experts", "routed_experts"];

async function* each(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines;
}

function columnsOf(format: string) {
  const columns = parquetColumns(format);
  if (columns === null) throw new Error(`${format} is flat.`);
  return columns;
}

/** The bytes of a file, and how many parts they came in. */
async function written(format: string, lines: Iterable<string>) {
  const parts: Uint8Array[] = [];
  for await (const part of parquetBytes(each(lines), { format, columns: columnsOf(format) }))
    parts.push(part);
  const file = new Uint8Array(Buffer.concat(parts)).buffer;
  return { file, parts: parts.length };
}

/** A line as the rows of a file have it: lists of numbers as 32-bit floats, the JSON of the rest as text. */
function rowOf(format: string, line: string): object {
  const fields = JSON.parse(line);
  const row = columnsOf(format).map(({ name, kind }) => {
    const value = fields[name] ?? null;
    if (value === null) return [name, null];
    if (kind === "json") return [name, value];
    if (kind === "int64") return [name, BigInt(value)];
    if (kind === "floats") return [name, value.map(Math.fround)];
    return [name, value];
  });
  return Object.fromEntries(row);
}

async function rowsOf(format: string, file: ArrayBuffer): Promise<object[]> {
  const json = columnsOf(format).flatMap(({ name, kind }) => (kind === "json" ? [name] : []));
  const rows = await parquetReadObjects({ file });
  return rows.map((row) => {
    const read = json.map((name) => [name, row[name] === null ? null : JSON.parse(row[name])]);
    return { ...row, ...Object.fromEntries(read) };
  });
}

describe.each(PARQUET_FORMATS)("a Parquet file of %s", (format) => {
  it("has a column for each field of a line, but experts", () => {
    const fields = Object.keys(SCHEMAS[format]?.properties ?? {}).filter((name) => !EXPERTS.includes(name));
    expect(columnsOf(format).map(({ name }) => name)).toEqual(fields);
  });

  it("holds what the lines hold", async () => {
    const lines = [...exportSession(exportOf(FORKED, { format })).lines];
    expect(lines.length).toBeGreaterThan(1);
    const { file } = await written(format, lines);
    expect(await rowsOf(format, file)).toEqual(lines.map((line) => rowOf(format, line)));
  });

  it("of no lines is a file without rows", async () => {
    const { file } = await written(format, []);
    expect(await rowsOf(format, file)).toEqual([]);
    expect(Number(parquetMetadata(file).num_rows)).toBe(0);
  });
});

describe("a Parquet file", () => {
  const trl = (completion: string) =>
    JSON.stringify({ input_ids: [1, 2], completion_mask: [0, 1], old_log_probs: [0, -0.5], completion });

  it("is written a group of rows at a time, whatever its length", async () => {
    const long = trl("x".repeat(3_000_000));
    const { file, parts } = await written("trl", [long, long, long, long, trl("end")]);
    expect(parts).toBe(3);
    expect(parquetMetadata(file).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([3, 2]);
    expect(await parquetReadObjects({ file })).toHaveLength(5);
  });

  it("keeps whole numbers of 64 bits, and refuses what does not go into a column", async () => {
    const { file } = await written("trl", ['{"group_id": 9223372036854775807}']);
    expect(await parquetReadObjects({ file })).toMatchObject([{ group_id: 9_223_372_036_854_775_807n }]);
    await expect(written("trl", ['{"group_id": 9223372036854775808}'])).rejects.toThrow(
      "The field group_id of a sample does not go into a column of int64.",
    );
    await expect(written("trl", ['{"input_ids": [1, "2"]}'])).rejects.toThrow("input_ids");
  });

  it("keeps the words of a reward that is an object", async () => {
    const session = { ...SESSION, reward: { style: 0.5 } };
    const lines = [...exportSession(exportOf(FORKED, { format: "slime", session })).lines];
    const { file } = await written("slime", lines);
    const [row] = await parquetReadObjects({ file });
    expect(parseJson(String(row?.reward))).toEqual({ style: 0.5 });
  });
});
