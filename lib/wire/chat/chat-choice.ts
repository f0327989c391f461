import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";

/** A call that is being put together from its pieces. */
interface HeldCall {
  id: string | null;
  name: string;
  text: string;
  /** Arguments that came as a value. */
  value: JsonValue | undefined;
  /** A piece of another kind than a function's, as it came. */
  other: JsonObject | null;
}

const TEXTS: ReadonlySet<string> = new Set(["content", "reasoning_content", "reasoning", "refusal"]);

/**
 * One answer of a Chat Completions reply, put together from one message or from the pieces of a stream. Calls stand in
 * the order in which they began: the index of a piece says whose it is, and may begin anywhere.
 */
export class ChatChoice {
  private readonly texts = new Map<string, string>();
  private readonly parts: JsonValue[] = [];
  private readonly others = new Map<string, JsonValue>();
  private readonly calls: HeldCall[] = [];
  private readonly callAt = new Map<number, HeldCall>();
  private single: HeldCall | null = null;

  take(piece: JsonObject): void {
    for (const [name, value] of Object.entries(piece)) {
      if (value === null || name === "role") continue;
      if (TEXTS.has(name) && typeof value === "string") {
        this.texts.set(name, (this.texts.get(name) ?? "") + value);
      } else if (name === "content" && isArray(value)) this.parts.push(...value);
      else if (name === "tool_calls" && isArray(value)) for (const call of value) this.takeCall(call);
      else if (name === "function_call" && isObject(value)) {
        this.single ??= this.begin(null);
        addTo(this.single, value);
      } else this.others.set(name, value);
    }
  }

  /** The message as a reply in one piece holds it. */
  message(): JsonObject {
    const texts = Object.fromEntries(this.texts);
    const { content = "" } = texts;
    const said = content === "" ? [] : [{ type: "text", text: content }];
    return {
      role: "assistant",
      ...Object.fromEntries(this.others),
      ...texts,
      ...(this.parts.length === 0 ? {} : { content: [...said, ...this.parts] }),
      ...(this.calls.length === 0 ? {} : { tool_calls: this.calls.map(callOf) }),
    };
  }

  private takeCall(value: JsonValue): void {
    const piece = objectOf(value);
    const { index, id, type } = piece;
    const call = this.callOf(typeof index === "number" ? index : null, typeof id === "string" ? id : null);
    if (typeof id === "string" && id !== "") call.id ??= id;
    if (!isObject(value) || (type !== undefined && type !== null && type !== "function")) {
      call.other = { ...call.other, ...(isObject(value) ? value : { piece: value }) };
    }
    addTo(call, objectOf(piece.function));
  }

  /** An index that another call's id stands at begins a new call: some servers number every call 0. */
  private callOf(index: number | null, id: string | null): HeldCall {
    const known = index === null ? this.calls.at(-1) : this.callAt.get(index);
    const isAnother = id !== null && id !== "" && (index === null || known?.id !== null) && known?.id !== id;
    const call = known === undefined || isAnother ? this.begin(id) : known;
    if (index !== null) this.callAt.set(index, call);
    return call;
  }

  private begin(id: string | null): HeldCall {
    const call = { id, name: "", text: "", value: undefined, other: null };
    this.calls.push(call);
    return call;
  }
}

function addTo(call: HeldCall, { name, arguments: given }: JsonObject): void {
  // Some servers say the whole name with every piece.
  if (typeof name === "string" && name !== call.name) call.name += name;
  if (typeof given === "string") call.text += given;
  else if (given !== undefined && given !== null) call.value = given;
}

function callOf({ id, name, text, value, other }: HeldCall): JsonObject {
  const named: JsonObject = id === null ? {} : { id };
  if (other !== null) return { ...other, ...named };
  return { ...named, type: "function", function: { name, arguments: value ?? text } };
}

/** The choices of a document, each with its place; one without says that it is the first. */
export function choicesOf(
  document: JsonObject,
): readonly { readonly place: number; readonly choice: JsonObject }[] {
  return listOf(document.choices).flatMap((choice) =>
    isObject(choice) ? [{ place: typeof choice.index === "number" ? choice.index : 0, choice }] : [],
  );
}
