import { TemplateError } from "@/lib/text/template-error";
import { CONTINUE_HERE } from "./template-codes";

/** Cuts off what a template prints after an unfinished message. Throws `TemplateError` where it does not print its end. */
export function cutUnfinished(rendered: string): string {
  const end = rendered.lastIndexOf(CONTINUE_HERE);
  if (end < 0) throw new TemplateError("The chat template cannot continue the assistant's last message.");
  return rendered.slice(0, end);
}
