import { asObject, FieldError } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { SessionImport } from "@/lib/store/store";
import { importAtif } from "./import-atif";
import { importChat } from "./import-chat";
import { importConformance } from "./import-conformance";
import { importSlime } from "./import-slime";
import { importNemoRow, importPrimeSample, importVerlDump } from "./import-token-row";
import { importVerifiers } from "./import-verifiers";

/** The lines that are read, each by the field that tells it. */
const SHAPES =
  'a line of a turns.jsonl ("type"), a trajectory of ATIF ("schema_version"), a conformance session ("turns"), a sample of slime or miles ("tokens"), a trace of verifiers ("nodes"), a sample of prime-rl ("token_ids", "mask"), a row of NeMo-RL ("input_lengths"), a dump of verl ("input", "output") or a chat ("messages")';

/**
 * A session from a line that holds all of it, in a shape that other tools write; null for a line of a `turns.jsonl`.
 * Shapes are told by the field that only they have. Throws `FieldError` for a line of no shape, and when a line is of one
 * and faulty.
 */
export function importShape(value: JsonValue): SessionImport | null {
  const line = asObject(value, "");
  if ("type" in line) return null;
  if ("schema_version" in line) return importAtif(line);
  if ("turns" in line) return importConformance(line);
  if ("tokens" in line) return importSlime(line);
  if ("nodes" in line) return importVerifiers(line);
  if ("input_lengths" in line) return importNemoRow(line);
  if ("token_ids" in line && "mask" in line) return importPrimeSample(line);
  if ("input" in line && "output" in line) return importVerlDump(line);
  if ("messages" in line) return importChat(line);
  throw new FieldError("", SHAPES);
}
