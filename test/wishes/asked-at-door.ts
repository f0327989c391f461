import type { JsonObject } from "@/lib/core/json/json-value";

/** A protocol's address. */
export type ProtocolDoor = "chat" | "responses" | "messages";

export const DOORS: readonly ProtocolDoor[] = ["chat", "responses", "messages"];

/** How a wish is spoken at one door: the fields, and the words for them in the docs. */
export interface AskedAtDoor {
  readonly words: string;
  readonly body: JsonObject;
  /** The protocol itself has no place for it: what to use instead, which the refusal names. */
  readonly refused?: string;
  /** The door answers without acting on it: the field that is kept with the turn as a fact. */
  readonly kept?: string;
}

const PARAMETERS = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "number" } },
  required: ["city"],
};

const NAMES = ["get_weather", "now"];

/** Two tools, as each protocol declares them. */
export const OFFERED: Readonly<Record<ProtocolDoor, JsonObject>> = {
  chat: {
    tools: NAMES.map((name) => ({ type: "function", function: { name, parameters: PARAMETERS } })),
  },
  responses: { tools: NAMES.map((name) => ({ type: "function", name, parameters: PARAMETERS })) },
  messages: { tools: NAMES.map((name) => ({ name, input_schema: PARAMETERS })) },
};

/** The same fields at all doors. */
export function everywhere(words: string, body: JsonObject): Readonly<Record<ProtocolDoor, AskedAtDoor>> {
  const asked = { words, body };
  return { chat: asked, responses: asked, messages: asked };
}

/** Fields of each door's own, beside the tools. */
export function withTools(
  asked: Readonly<Record<ProtocolDoor, AskedAtDoor>>,
): Readonly<Record<ProtocolDoor, AskedAtDoor>> {
  const offered = (door: ProtocolDoor): AskedAtDoor => ({
    ...asked[door],
    body: { ...OFFERED[door], ...asked[door].body },
  });
  return { chat: offered("chat"), responses: offered("responses"), messages: offered("messages") };
}
