/** Blocks that agents put around what their user typed, such as `<system-reminder>` and `<environment_context>`. */
const WRAPPED = /<([a-z][a-z_-]*)>[\s\S]*?<\/\1>/gi;

/**
 * What a person said in a message, without what an agent wrapped around it.
 *
 * @example
 * spokenText("<system-reminder>Tools: Read</system-reminder>\nSay hello"); // "Say hello"
 */
export function spokenText(text: string): string {
  const spoken = text.replaceAll(WRAPPED, "").trim();
  return spoken === "" ? text : spoken;
}
