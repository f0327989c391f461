import { expect, it } from "vitest";
import { forwardingRecorder } from "@/test/recorder/forwarding-recorder";

const behind = forwardingRecorder({ TURNTREE_TOKENIZER: "" });

it("without a named tokenizer nothing shows that forwarded ids are all, and the turn says what to set", async () => {
  behind.answer({
    json: {
      prompt_token_ids: [1, 2],
      choices: [{ index: 0, message: { content: "Hello" }, token_ids: [9707], finish_reason: "stop" }],
      usage: { prompt_tokens: 2, completion_tokens: 1 },
    },
  });
  await behind.ask("unnamed", { messages: [{ role: "user", content: "q" }] });
  const [turn] = await behind.turns("unnamed");
  expect(turn).toMatchObject({
    refusal: "completeness_unknown",
    completeness: {
      by: null,
      counted: 1,
      received: 1,
      detail: expect.stringContaining("TURNTREE_TOKENIZER"),
    },
  });
  expect(await behind.trained("unnamed")).toBe(0);
});
