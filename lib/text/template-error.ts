import { NamedError } from "@/lib/core/base/named-error";
/** The chat template refused a conversation. `message` is one sentence with the template's own words. */
export class TemplateError extends NamedError {
  static override readonly label = "TemplateError";
  override readonly name = TemplateError.label;
}
