/** The chat template refused a conversation. `message` is one sentence with the template's own words. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}
