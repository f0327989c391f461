import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";
import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import type { GenerateRequest } from "./engine";

/** The ids of a request's prompt as they stand in a list of JSON, without its brackets. */
export function printedPrompt({ routingKey, promptIds }: GenerateRequest): string {
  return printed.text(routingKey, promptIds);
}

/** Ids that were printed, and what was printed. */
interface Printed {
  readonly ids: Int32Array;
  readonly text: string;
}

/**
 * Prints prompt ids for an engine, with commas between them. A prompt of 100,000 ids is most of a request, and nearly all
 * of them stood in the session's last one: those are not printed again.
 */
export class PrintedIds {
  readonly #last = new Map<string, Printed>();

  constructor(private readonly budget: CacheBudget = cacheBudget()) {}

  /**
   * @param key of what the prompt most likely goes on with: the session.
   *
   * @example
   * printed.text("s", Int32Array.of(1, 2)); // "1,2"
   */
  text(key: string, ids: Int32Array): string {
    const last = this.#last.get(key);
    const goesOn = last !== undefined && commonPrefixLength(last.ids, ids) === last.ids.length;
    // A turn of another branch is printed anew. What follows it most likely goes on from there.
    const text = goesOn ? goneOn(last, ids) : ids.join(",");
    if (last !== undefined) this.budget.release(last);
    const printed = { ids, text };
    this.#last.set(key, printed);
    const drop = () => (this.#last.get(key) === printed ? this.#last.delete(key) : true);
    this.budget.hold(printed, { cache: "texts", bytes: ids.byteLength + text.length, drop });
    return text;
  }
}

function goneOn({ ids: before, text }: Printed, ids: Int32Array): string {
  const added = ids.subarray(before.length).join(",");
  return text === "" || added === "" ? text + added : `${text},${added}`;
}

const printed = new PrintedIds();
