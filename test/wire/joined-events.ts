import { z } from "zod";

const eventSchema = z.looseObject({ type: z.string().optional() });

/** The events of a stream, one after another of the same kind joined to one: pieces may be cut otherwise. */
export function joinedEvents(text: string): unknown[] {
  const texts = new Map<string, string>();
  const others: unknown[] = [];
  for (const line of text.split("\n")) {
    if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
    const event = eventSchema.parse(JSON.parse(line.slice(6)));
    const { sequence_number: _n, ...rest } = event;
    const delta = deltaOf(rest);
    if (delta === null) others.push(rest);
    else texts.set(delta.kind, (texts.get(delta.kind) ?? "") + delta.text);
  }
  return [...others, ...texts];
}

const deltas = z.union([
  z
    .object({ type: z.string(), delta: z.string() })
    .transform(({ type, delta }) => ({ kind: type, text: delta })),
  z
    .object({ delta: z.record(z.string(), z.string()) })
    .transform(({ delta }) => ({ kind: delta.type ?? "", text: String(Object.values(delta).at(-1)) })),
  z
    .object({
      choices: z.tuple([z.object({ delta: z.record(z.string(), z.string()), finish_reason: z.null() })]),
    })
    .transform(({ choices: [{ delta }] }) => ({
      kind: Object.keys(delta).join(),
      text: Object.values(delta).join(),
    })),
]);

function deltaOf(event: unknown): { readonly kind: string; readonly text: string } | null {
  const read = deltas.safeParse(event);
  return read.success ? read.data : null;
}
