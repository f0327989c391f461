import { readFileSync } from "node:fs";
import { errorMessage } from "@/lib/core/base/error-message";
import { type EngineEntry, readEngineEntries } from "./engine-entry";
import type { Settings } from "./settings";
import { StartError } from "./start-error";

/**
 * The models of the file that `TURNTREE_ENGINES` names: a JSON list of entries. None where no file is named.
 *
 * @throws StartError with one sentence that names the file and what is wrong in it.
 */
export function readEnginesFile({
  enginesFile,
  engine,
  model,
}: Pick<Settings, "enginesFile" | "engine" | "model">): readonly EngineEntry[] {
  if (enginesFile === null) return [];
  const fault = (words: string) => new StartError(`TURNTREE_ENGINES names ${enginesFile}: ${words}.`);
  if (engine === "passthrough") {
    throw fault("TURNTREE_ENGINE is passthrough, which forwards every call to one server");
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(enginesFile, "utf8"));
  } catch (error) {
    throw fault(`it cannot be read, ${errorMessage(error)}`);
  }
  const read = readEngineEntries(value);
  if ("fault" in read) throw fault(read.fault);
  if (read.entries.some((entry) => entry.model === model)) {
    throw fault(`the model ${model} is that of the settings`);
  }
  return read.entries;
}
