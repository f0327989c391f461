import { ManagementError } from "@/lib/api/management-error";
import { plainBody } from "@/lib/api/plain-body";
import { readAnnotation } from "@/lib/core/annotations/read-annotation";
import { errorMessage } from "@/lib/core/base/error-message";
import { splitLines } from "@/lib/core/file/split-lines";
import { asObject } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import { storedText } from "@/lib/core/json/stored-text";
import type { Runtime } from "@/lib/server/runtime";
import { nextMoment } from "@/lib/store/annotations/next-moment";
import type { GivenAnnotation } from "./given-annotation";

const BINARY = "application/octet-stream";

const TOO_LARGE = (limit: number) => `The annotations are larger than ${limit} bytes; none was written.`;

/**
 * Reads the annotations of a request: JSON lines, or one column whose bytes are the body
 * (`application/octet-stream`, little-endian 64-bit floats) and whose other fields are the query. All that name no time
 * are of one moment. Throws `ManagementError` 400 that names the first line at fault, and 413.
 */
export async function readGivenAnnotations(
  request: Request,
  { settings }: Pick<Runtime, "settings">,
): Promise<readonly GivenAnnotation[]> {
  const { importLimitBytes, bodyLimitBytes } = settings;
  const now = nextMoment();
  const body = plainBody(request, importLimitBytes, TOO_LARGE);
  if (request.headers.get("content-type")?.startsWith(BINARY) === true) {
    return [givenOf(1, await binaryFields(request, body), now)];
  }
  const given: GivenAnnotation[] = [];
  for await (const { number, text } of splitLines(body, bodyLimitBytes)) {
    if (text.trim() !== "") given.push(givenOf(number, text, now));
  }
  if (given.length === 0) throw new ManagementError(400, "The request holds no annotation.");
  return given;
}

function givenOf(line: number, told: string | JsonObject, now: number): GivenAnnotation {
  try {
    const fields = typeof told === "string" ? asObject(parseGivenJson(told), "") : told;
    const session = fields.session === undefined ? null : storedText(fields.session, "session");
    return { line, session, annotation: readAnnotation(fields, now) };
  } catch (error) {
    throw new ManagementError(400, `line ${line}: ${errorMessage(error)}.`);
  }
}

/** Fields of a query that are numbers. */
const NUMBERS: ReadonlySet<string> = new Set(["at", "turn", "start", "length"]);

async function binaryFields(request: Request, body: AsyncIterable<Uint8Array>): Promise<JsonObject> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const query = [...new URL(request.url).searchParams].map(([name, value]): [string, string | number] => [
    name,
    NUMBERS.has(name) && value.trim() !== "" ? Number(value) : value,
  ]);
  return { ...Object.fromEntries(query), values: Buffer.concat(chunks).toString("base64") };
}
