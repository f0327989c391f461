import type { Role } from "@/lib/core/message/message";
import type { GraftRefusalCause } from "./graft-refusal";

/** Whether answers followed by messages of these roles can be grafted on. */
export interface ShapeCheck {
  readonly roles: readonly Role[];
  readonly holds: boolean;
  /** Histories whose full render ended with the framing. */
  readonly compared: number;
  readonly cause: GraftRefusalCause | null;
  /** A sentence for people; empty when the check holds. */
  readonly detail: string;
}

/** What is known of a chat template once it has been probed, for the page and the API. */
export interface TemplateCheck {
  /** Whether calls are grafted at all; when not, every prompt is a full render. */
  readonly graftable: boolean;
  /** Name of the token that ends an answer in the template; null when none was found. */
  readonly closer: string | null;
  /** Whether that token closes the answer or opens the next message. */
  readonly closerBelongsTo: "answer" | "next" | null;
  readonly shapes: readonly ShapeCheck[];
}

/** Of a model that has no template, or of an engine that has not been asked for its own. */
export const NO_TEMPLATE_CHECK: TemplateCheck = {
  graftable: false,
  closer: null,
  closerBelongsTo: null,
  shapes: [],
};
