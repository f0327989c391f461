import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";

/** A block that is being put together from a stream. */
interface HeldBlock {
  readonly fields: Record<string, JsonValue>;
  /** Text in which the input of a call comes; empty where it came as a value. */
  json: string;
}

/** Which member of a block a delta adds text to. */
const TEXT_MEMBERS = ["text", "thinking", "signature"] as const;

/** The blocks of an Anthropic reply, from one message or from the events of a stream, in order of their places. */
export class AnthropicReplyBlocks {
  private readonly blocks = new Map<number, HeldBlock>();

  /** Adds the content of a whole message. */
  addAll(content: JsonValue | undefined): void {
    if (typeof content === "string") this.begin(null, { type: "text", text: content });
    for (const block of listOf(content)) this.begin(null, block);
  }

  begin(index: JsonValue | undefined, block: JsonValue): void {
    const fields = isObject(block) ? { ...block } : { type: "unknown", block };
    this.blocks.set(this.placeOf(index, this.blocks.size), { fields, json: "" });
  }

  addDelta(index: JsonValue | undefined, given: JsonValue | undefined): void {
    const delta = objectOf(given);
    const place = this.placeOf(index, this.blocks.size - 1);
    const block = this.blocks.get(place) ?? this.inserted(place, delta);
    if (typeof delta.partial_json === "string") {
      block.json += delta.partial_json;
      return;
    }
    const member = TEXT_MEMBERS.find((name) => typeof delta[name] === "string");
    if (member === undefined) block.fields.deltas = [...listOf(block.fields.deltas), delta];
    else block.fields[member] = `${block.fields[member] ?? ""}${delta[member]}`;
  }

  /** The blocks as a message in one piece holds them. */
  content(): readonly JsonObject[] {
    return [...this.blocks].sort(([a], [b]) => a - b).map(([, block]) => blockOf(block));
  }

  /** Some servers send the pieces of a block that they never began. */
  private inserted(place: number, delta: JsonObject): HeldBlock {
    const type = "thinking" in delta ? "thinking" : "text";
    const block: HeldBlock = { fields: "partial_json" in delta ? { type: "tool_use" } : { type }, json: "" };
    this.blocks.set(place, block);
    return block;
  }

  private placeOf(index: JsonValue | undefined, otherwise: number): number {
    return typeof index === "number" ? index : Math.max(0, otherwise);
  }
}

/** The input of a call keeps its spelling; that of any other block is what its text says. */
function blockOf({ fields, json }: HeldBlock): JsonObject {
  if (json === "") return fields;
  if (fields.type === "tool_use") return { ...fields, input: json };
  try {
    return { ...fields, input: parseGivenJson(json) };
  } catch {
    return { ...fields, input: json };
  }
}
