import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { at } from "@/lib/core/base/at";
import type { Message } from "@/lib/core/message/message";
import { proveFraming } from "@/lib/core/proof/prove-framing";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { randomText } from "@/test/text/random-text";

let model: LanguageModel;
beforeAll(async () => {
  model = await loadLanguageModel("qwen3");
});

/** Content that Qwen3's template does not take for anything but content: it looks at tool responses and thoughts. */
const content = randomText.filter((text) => !text.includes("think>"));

const user = content.map((text): Message => ({ role: "user", content: text }));
const system = content.map((text): Message => ({ role: "system", content: text }));

function answer(calls: number, text: string, reasoning: string | null): Message {
  return {
    role: "assistant",
    content: text,
    reasoning_content: reasoning,
    tool_calls: Array.from({ length: calls }, (_, i) => ({
      type: "function",
      id: `call_${i}`,
      function: { name: "look", arguments: { at: text } },
      arguments_text: JSON.stringify({ at: text }),
    })),
  };
}

/** An answer, and the messages that may follow it: results for its calls, then perhaps another turn of the user. */
const exchange = fc
  .record({
    calls: fc.integer({ min: 0, max: 3 }),
    text: content,
    reasoning: fc.option(content),
    results: fc.array(content, { minLength: 3, maxLength: 3 }),
    others: fc.array(fc.oneof(user, system), { maxLength: 2 }),
    next: user,
  })
  .map(({ calls, text, reasoning, results, others, next }) => ({
    spoken: answer(calls, text, reasoning),
    following: [
      ...results
        .slice(0, calls)
        .map((result, i): Message => ({ role: "tool", content: result, tool_call_id: `call_${i}` })),
      ...others,
      ...(calls === 0 || others.length > 0 ? [next] : []),
    ],
  }));

const conversation = fc.record({
  head: fc.tuple(fc.option(system), user).map((pair) => pair.filter((message) => message !== null)),
  exchanges: fc.array(exchange, { minLength: 1, maxLength: 4 }),
});

it("the framing of any new messages is what a full render of any history ends with", () => {
  fc.assert(
    fc.property(conversation, ({ head, exchanges }) => {
      const messages = [...head, ...exchanges.flatMap(({ spoken, following }) => [spoken, ...following])];
      const last = at(exchanges, exchanges.length - 1);
      const outputIds = Int32Array.of(...model.encode("sampled"), at(model.stopTokenIds, 0));
      const framing = model.frame({
        messages: last.following,
        answer: { outputIds, finishReason: "stop", message: last.spoken },
        templateArguments: {},
        addGenerationPrompt: true,
      });
      if (framing.type === "refused") return expect.fail(framing.detail);
      const full = model.render({ messages, tools: [], templateArguments: {}, addGenerationPrompt: true });
      expect(full.ids.subarray(-framing.ids.length)).toEqual(framing.ids);
      const prompt = Int32Array.of(...outputIds, ...framing.ids);
      expect(proveFraming(prompt, outputIds.length, framing, model)).toEqual({ type: "proven" });
      const offset = full.ids.length - framing.ids.length;
      const starts = framing.messageStarts.map((start) => start + offset);
      expect(starts).toEqual(full.messageStarts.subarray(-last.following.length));
    }),
    { numRuns: 150 },
  );
});
