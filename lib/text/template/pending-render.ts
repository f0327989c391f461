import { NamedError } from "@/lib/core/base/named-error";
import type { JsonObject } from "@/lib/core/json/json-value";

/** The engine has not rendered this conversation yet. Whoever catches what templates throw lets it pass. */
export class PendingRender extends NamedError {
  static override readonly label = "PendingRender";
  override readonly name = PendingRender.label;
  constructor(
    readonly conversation: JsonObject,
    /** Its text, by which the rendered one is found again. */
    readonly key: string,
  ) {
    super("The engine's template was asked outside of settle().");
  }
}
