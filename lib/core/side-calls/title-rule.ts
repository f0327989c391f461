import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { hasAnswers, orderText, roleText, wordsFound } from "./call-texts";
import type { SideCallRule, ToldCall } from "./told-call";

/** Of the conversation: a title for an article is what a user may want, and a task may speak of titles. */
const TITLE_WORDS =
  /\btitle generator\b|\b(?:generate|write|create|produce|suggest|output|come up with)\b[^.]{0,80}\b(?:(?:conversation|chat|session|thread) titles?\b|titles?\b[^.]{0,120}\b(?:conversation|chat|session|thread)\b)/i;

/** An article is extracted into more fields than these; Claude Code asks for the title alone. */
const MOST_TITLE_FIELDS = 2;

function objectAt(value: JsonValue | undefined, path: readonly string[]): JsonObject | null {
  let at: JsonValue | undefined = value;
  for (const key of path) at = at !== undefined && isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : null;
}

/** The field that asks for JSON with a title in it and hardly more; null when none does. */
function titleSchema({ request }: ToldCall): string | null {
  const paths = [
    ["output_config", "format", "schema", "properties"],
    ["response_format", "json_schema", "schema", "properties"],
    ["text", "format", "schema", "properties"],
  ];
  const path = paths.find((names) => {
    const properties = objectAt(request, names);
    return (
      properties !== null && "title" in properties && Object.keys(properties).length <= MOST_TITLE_FIELDS
    );
  });
  return path === undefined ? null : `${path[0]} asks for a title alone`;
}

/** A title for the conversation, which clients ask for beside its first call. */
export const TITLE_RULE = {
  name: "title",
  kind: "title",
  by: "shape",
  shape:
    "No tools and no answers yet, and a title of the conversation asked for: by a JSON schema of little else, in the first sentences of the system text, or in the question.",
  evidence(call) {
    if (call.tools.length > 0 || hasAnswers(call)) return null;
    return (
      titleSchema(call) ??
      wordsFound(roleText(call), TITLE_WORDS) ??
      wordsFound(orderText(call).slice(0, 600), TITLE_WORDS)
    );
  },
} as const satisfies SideCallRule;
