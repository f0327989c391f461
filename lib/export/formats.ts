import { ExportError } from "./export-error";
import type { ExportFormat } from "./export-input";
import { arealFormat } from "./formats/areal-format";
import { atifFormat } from "./formats/atif-format";
import { messagesFormat } from "./formats/messages-format";
import { packedFormat } from "./formats/packed-format";
import { primeRlFormat } from "./formats/prime-rl-format";
import { skyrlFormat } from "./formats/skyrl-format";
import { slimeFormat } from "./formats/slime-format";
import { tinkerFormat } from "./formats/tinker-format";
import { trlFormat } from "./formats/trl-format";
import { verlFormat } from "./formats/verl-format";

/** Every way of writing a session that is made from its samples or its tree. */
const FORMATS: readonly ExportFormat[] = [
  slimeFormat,
  verlFormat,
  arealFormat,
  trlFormat,
  primeRlFormat,
  skyrlFormat,
  tinkerFormat,
  packedFormat,
  atifFormat,
  messagesFormat,
];

/** The raw recording: written by the store, since it holds what no policy touches. */
export const TURNS_FORMAT = "turns";

/** Names that `format` accepts, the default first. */
export const FORMAT_NAMES: readonly string[] = [...FORMATS.map((format) => format.name), TURNS_FORMAT];

/** The format of a name. Throws `ExportError` naming the ones there are. */
export function findFormat(name: string): ExportFormat {
  const found = FORMATS.find((format) => format.name === name);
  if (found !== undefined) return found;
  throw new ExportError(
    `There is no format "${name}"; accepted are ${FORMAT_NAMES.map((known) => `"${known}"`).join(", ")}.`,
    "format",
  );
}
