import { assume } from "@/lib/core/base/assume";
import type { JsonObject } from "@/lib/core/json/json-value";

declare const FOR_PEOPLE: unique symbol;

/**
 * Facts of a turn that no code computes with. They are carried, and written or shown by `turnFactsJson`; the type lets
 * nobody look into them.
 */
export interface FactsForPeople {
  readonly [FOR_PEOPLE]: never;
}

/**
 * Facts that are told to people alone, in the order in which they are told. A null keeps the place of a fact that has a
 * field of its own in `TurnFacts`. In an object such as `engine` it keeps the place of a part.
 *
 * @example
 * factsForPeople({ protocol: "openai_chat", client: null, engine: { name: "sim", cached_tokens: null } });
 */
export function factsForPeople(facts: JsonObject): FactsForPeople {
  return assume<FactsForPeople>(facts, "turnFactsJson alone takes it for an object again");
}
