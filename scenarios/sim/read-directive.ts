import { errorMessage } from "@/lib/core/base/error-message";
import { type SimAnswer, simAnswerSchema } from "./sim-answer";

const OPEN = "[[sim ";
const CLOSE = "]]";

/**
 * Reads a `[[sim {...}]]` line out of a message. Null when there is none. Throws with what is wrong when there is
 * one that does not fit.
 *
 * @example
 * readDirective('Say it slowly. [[sim {"text": "Hello.", "token_delay_ms": 20}]]');
 */
export function readDirective(text: string): SimAnswer | null {
  const start = text.indexOf(OPEN);
  if (start < 0) return null;
  const end = text.indexOf(CLOSE, start);
  if (end < 0) return null;
  let json: unknown;
  try {
    json = JSON.parse(text.slice(start + OPEN.length, end));
  } catch (error) {
    throw new Error(`The [[sim ...]] line is not JSON: ${errorMessage(error)}`);
  }
  const parsed = simAnswerSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`The [[sim ...]] line does not fit: ${issue?.path.join(".")} ${issue?.message}`);
}

/** A message without its `[[sim ...]]` line: what its user said to whatever samples. */
export function withoutDirective(text: string): string {
  const start = text.indexOf(OPEN);
  const end = start < 0 ? -1 : text.indexOf(CLOSE, start);
  return end < 0 ? text : text.slice(0, start) + text.slice(end + CLOSE.length);
}
