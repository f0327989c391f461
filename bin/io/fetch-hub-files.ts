import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { CheckFailed } from "./check-failed";
import { type DataFile, isDataFile } from "./find-data-files";
import { UsageError } from "./usage-error";

/** Where data sets are, unless the variable that their own library reads names another place. */
const HUB = "https://huggingface.co";

const ADDRESS = /^hf:\/\/datasets\/([\w.-]+\/[\w.-]+)(?:@([\w.-]+))?(?:\/(.+?))?\/?$/;

const listing = z.array(z.looseObject({ type: z.string(), path: z.string() }));

/** Whether what is to be opened is an address of the hub. */
export function isHubAddress(address: string): boolean {
  return address.startsWith("hf://");
}

/**
 * Brings the data files of `hf://datasets/{owner}/{name}[@revision][/folder]` into a folder. `HF_ENDPOINT` and `HF_TOKEN`
 * are read as their own library reads them. Throws `UsageError` for another address, `CheckFailed` for what cannot be had.
 */
export async function fetchHubFiles(address: string, folder: string): Promise<readonly DataFile[]> {
  const [, repository, revision = "main", below = ""] = ADDRESS.exec(address) ?? [];
  if (repository === undefined)
    throw new UsageError(`${address} is none of hf://datasets/{owner}/{name}[@revision][/folder]`);
  const hub = (process.env.HF_ENDPOINT || HUB).replace(/\/$/, "");
  const tree = `${hub}/api/datasets/${repository}/tree/${revision}/${below}`.replace(/\/$/, "");
  const listed = await ask(`${tree}?recursive=true`);
  const read = listing.safeParse(await listed.json());
  if (!read.success) throw new CheckFailed(`${tree} is no list of files`);
  const names = read.data.filter(({ type, path: name }) => type === "file" && isDataFile(name));
  if (names.length === 0) throw new UsageError(`${address} holds no .jsonl, .jsonl.gz or .parquet`);
  const files: DataFile[] = [];
  for (const [at, { path: name }] of names.entries()) {
    // The name is theirs: the file is called after its place, and only its ending is kept.
    const target = path.join(folder, String(at), path.basename(name));
    await mkdir(path.dirname(target), { recursive: true });
    const { body } = await ask(`${hub}/datasets/${repository}/resolve/${revision}/${name}`);
    if (body === null) throw new CheckFailed(`${name} came without a body`);
    await pipeline(Readable.from(body), createWriteStream(target));
    files.push({ path: target, name });
  }
  return files;
}

async function ask(url: string): Promise<Response> {
  const token = process.env.HF_TOKEN;
  const headers: Readonly<Record<string, string>> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(url, { headers }).catch((error: unknown) => {
    throw new CheckFailed(`${url} did not answer${error instanceof Error ? `: ${error.message}` : ""}`);
  });
  if (!response.ok) throw new CheckFailed(`${url} answered ${response.status}`);
  return response;
}
