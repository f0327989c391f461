import { describe, expect, it } from "vitest";
import { idAt } from "@/lib/core/base/at";
import { closerAfterStop } from "./proof/closer-after-stop";
import { proveEnginePrompt } from "./proof/prove-engine-prompt";
import type { TokenFacts } from "./proof/prove-framing";
import { proveFraming } from "./proof/prove-framing";
import { provePrefix } from "./proof/prove-prefix";

/** Ids 0 to 25 are letters, 26 joins "ab", 30 to 32 are special tokens. */
const NAMES = new Map([
  ...Array.from({ length: 26 }, (_, i): [number, string] => [i, String.fromCharCode(97 + i)]),
]);
NAMES.set(26, "ab").set(30, "<end>").set(31, "<start>").set(32, "<eot>");
const tokens: TokenFacts = {
  isSpecial: (id) => id >= 30,
  tokenBytes: (id) => new TextEncoder().encode(NAMES.get(id) ?? ""),
};

const ids = (...list: number[]): Int32Array => Int32Array.of(...list);
/** `<start> a b` was sent, `c d <end>` was sampled, `n <start> e <start>` frames the next call. */
const SENT = ids(31, 0, 1);
const SAMPLED = ids(2, 3, 30);
const FRAMING = { ids: ids(13, 31, 4, 31), text: "n<start>e<start>" };
const START = SENT.length + SAMPLED.length;
const PROMPT = Int32Array.of(...SENT, ...SAMPLED, ...FRAMING.ids);

/** What the proofs together say of a prompt: the cause of the first that fails. */
function verdict(prompt: Int32Array, framing = FRAMING): string {
  const prefix = provePrefix(prompt, SENT, SAMPLED);
  const proof = prefix.type === "proven" ? proveFraming(prompt, START, framing, tokens) : prefix;
  return proof.type === "proven" ? "proven" : proof.cause;
}

function without(at: number): Int32Array {
  return PROMPT.filter((_, i) => i !== at);
}

describe("a graft", () => {
  it("is proven as it was built", () => {
    expect(verdict(PROMPT)).toBe("proven");
  });

  it("is refused with any one token dropped", () => {
    const causes = Array.from(PROMPT, (_, at) => verdict(without(at)));
    expect(causes).toEqual([
      ...Array.from({ length: START }, () => "prefix_differs"),
      ...Array.from({ length: FRAMING.ids.length }, () => "framing_ids_differ"),
    ]);
  });

  it("is refused with any one token changed", () => {
    const causes = Array.from(PROMPT, (_, at) => verdict(PROMPT.with(at, 25)));
    expect(new Set(causes.slice(0, START))).toEqual(new Set(["prefix_differs"]));
    expect(new Set(causes.slice(START))).toEqual(new Set(["framing_ids_differ"]));
  });

  it("is refused with a token more, at the seam or at the end", () => {
    expect(verdict(Int32Array.of(...SENT, ...SAMPLED, 30, ...FRAMING.ids))).toBe("framing_ids_differ");
    expect(verdict(Int32Array.of(...PROMPT, 0))).toBe("framing_ids_differ");
  });

  it("is refused with the framing shifted by one", () => {
    const shifted = Int32Array.of(...SENT, ...SAMPLED, ...FRAMING.ids.subarray(1), idAt(FRAMING.ids, 0));
    expect(verdict(shifted)).toBe("framing_ids_differ");
  });

  it("is refused when two sampled tokens came back as one", () => {
    const sampled = ids(0, 1, 30);
    const prompt = Int32Array.of(...SENT, 26, 30, ...FRAMING.ids);
    expect(provePrefix(prompt, SENT, sampled)).toMatchObject({ type: "refused", cause: "prefix_differs" });
  });

  it("is refused when text could have merged across the seam", () => {
    const sampled = ids(2, 3);
    const prompt = Int32Array.of(...SENT, ...sampled, 13);
    const framing = { ids: ids(13), text: "n" };
    expect(proveFraming(prompt, SENT.length + sampled.length, framing, tokens)).toMatchObject({
      cause: "seam_not_special",
    });
  });

  it("is proven where a special token stands on either side of the seam alone", () => {
    const before = { ids: ids(13), text: "n" };
    expect(proveFraming(ids(31, 2, 30, 13), 3, before, tokens)).toEqual({ type: "proven" });
    const behind = { ids: ids(31, 4), text: "<start>e" };
    expect(proveFraming(ids(31, 2, 3, 31, 4), 3, behind, tokens)).toEqual({ type: "proven" });
  });

  it("spells its framing to the byte, a byte order mark and a broken character included", () => {
    const bytes = (...list: number[]): TokenFacts => ({
      isSpecial: () => true,
      tokenBytes: (id) => Uint8Array.from(list.slice(id, id + 1)),
    });
    const mark = bytes(0xef, 0xbb, 0xbf, 0x61);
    expect(proveFraming(ids(0, 1, 2, 3), 0, { ids: ids(0, 1, 2, 3), text: "\ufeffa" }, mark).type).toBe(
      "proven",
    );
    const broken = bytes(0x61, 0xe2, 0x82);
    expect(proveFraming(ids(0, 1, 2), 0, { ids: ids(0, 1, 2), text: "a" }, broken)).toMatchObject({
      cause: "framing_text_differs",
    });
  });

  it("says at which position of the prompt it departs", () => {
    const detail = (prompt: Int32Array) => {
      const proof = provePrefix(prompt, SENT, SAMPLED);
      return proof.type === "refused" ? proof.detail : "";
    };
    expect(detail(PROMPT.with(1, 25))).toBe("At position 1 the prompt departs from the anchor's prompt.");
    expect(detail(PROMPT.with(4, 25))).toBe("At position 4 the prompt departs from what the anchor sampled.");
  });

  it("is refused when the framing's ids spell something else than the template wrote", () => {
    expect(verdict(PROMPT, { ...FRAMING, text: "n<start>f<start>" })).toBe("framing_text_differs");
  });

  it("is refused with an id outside the vocabulary", () => {
    const framing = { ids: ids(31, 99), text: "<start>" };
    expect(verdict(Int32Array.of(...SENT, ...SAMPLED, 31, 99), framing)).toBe("unknown_id");
  });
});

describe("the engine's word", () => {
  it("agrees when it says nothing, counts the same, or echoes the same", () => {
    for (const engine of [
      { promptTokens: null, promptIds: null },
      { promptTokens: PROMPT.length, promptIds: null },
      { promptTokens: PROMPT.length, promptIds: PROMPT.slice() },
    ]) {
      expect(proveEnginePrompt(PROMPT, engine)).toEqual({ type: "proven" });
    }
  });

  it("disagrees when it counts or echoes another prompt", () => {
    for (const engine of [
      { promptTokens: PROMPT.length + 1, promptIds: null },
      { promptTokens: null, promptIds: without(2) },
      { promptTokens: null, promptIds: Int32Array.of(...PROMPT, 0) },
      { promptTokens: null, promptIds: PROMPT.with(2, 9) },
    ]) {
      expect(proveEnginePrompt(PROMPT, engine)).toMatchObject({ cause: "engine_disagrees" });
    }
  });
});

describe("the closer after an answer", () => {
  const closing = { id: 30, belongsTo: "answer" } as const;
  const opening = { id: 31, belongsTo: "next" } as const;
  const isOpener = (id: number) => id === 31 || id === 32;

  it.each([
    ["was sampled", closing, { sampledStop: 30, cut: false }, { type: "sampled" }],
    [
      "is scaffold after a cut",
      closing,
      { sampledStop: null, cut: true },
      { type: "scaffold", reason: "closer_after_truncation" },
    ],
    [
      "is scaffold after another stop",
      closing,
      { sampledStop: 32, cut: false },
      { type: "scaffold", reason: "closer_after_other_stop" },
    ],
    [
      "is scaffold after a stop that the engine did not return",
      closing,
      { sampledStop: null, cut: false },
      { type: "scaffold", reason: "closer_after_other_stop" },
    ],
    ["was sampled as the next opener", opening, { sampledStop: 31, cut: false }, { type: "sampled" }],
    [
      "is context where it opens the next message",
      opening,
      { sampledStop: null, cut: true },
      { type: "context" },
    ],
    ["is context after an end of text", opening, { sampledStop: 30, cut: false }, { type: "context" }],
  ] as const)("%s", (_, closer, end, placement) => {
    expect(closerAfterStop(closer, end, isOpener)).toEqual(placement);
  });

  it("is refused where the answer opened another role", () => {
    expect(closerAfterStop(opening, { sampledStop: 32, cut: false }, isOpener)).toMatchObject({
      cause: "other_opener",
    });
  });
});
