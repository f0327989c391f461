import { describe, expect, it } from "vitest";
import { forwardingRecorder } from "@/test/recorder/forwarding-recorder";

const behind = forwardingRecorder();

/** `<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n` in Qwen3's tokenizer. */
const PROMPT = [151644, 872, 198, 80, 151645, 198, 151644, 77091, 198];

const logProbs = (ids: readonly number[], value = -0.5) => ({
  content: ids.map((id) => ({ token: `token_id:${id}`, logprob: value, bytes: null, top_logprobs: [] })),
});

const piece = (delta: object, ids: readonly number[], finish: string | null = null, extra: object = {}) => ({
  id: "x",
  choices: [{ index: 0, delta, token_ids: ids, finish_reason: finish, logprobs: logProbs(ids) }],
  ...extra,
});

const usage = (completion: number) => ({
  id: "x",
  choices: [],
  usage: { prompt_tokens: 9, completion_tokens: completion, total_tokens: 9 + completion },
});

const asked = { messages: [{ role: "user", content: "q" }], logprobs: true, return_token_ids: true };

/** A whole reply with ids, as vLLM gives it. */
const whole = (
  message: object,
  ids: readonly number[],
  extra: { finish?: string; usage?: object; logprob?: number } = {},
) => ({
  json: {
    id: "x",
    object: "chat.completion",
    prompt_token_ids: PROMPT,
    choices: [
      {
        index: 0,
        message: { role: "assistant", ...message },
        token_ids: ids,
        logprobs: logProbs(ids, extra.logprob),
        finish_reason: extra.finish ?? "stop",
      },
    ],
    usage: extra.usage ?? { prompt_tokens: 9, completion_tokens: ids.length },
  },
});

const encoded = (text: string) => [...behind.server.runtime.model.encode(text)];
const END = 151645;

async function turnOf(session: string) {
  const [turn] = await behind.turns(session);
  if (turn === undefined) throw new Error("no turn was recorded");
  return turn;
}

describe("the ids of a forwarded reply", () => {
  it("do not train when a tool parser lost some of them, whether anybody counted or not", async () => {
    const markup = [
      piece({ role: "assistant" }, [], null, { prompt_token_ids: PROMPT }),
      piece(
        { tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "f", arguments: "" } }] },
        [92],
      ),
      piece({ tool_calls: [{ index: 0, function: { arguments: "{}" } }] }, [END]),
      piece({}, [], "tool_calls"),
    ];
    behind.answer({ events: [...markup, usage(14)] });
    await behind.ask("counted", { ...asked, stream: true });
    expect(await turnOf("counted")).toMatchObject({
      refusal: "output_count_disagrees",
      completeness: { by: null, counted: 14, received: 2, detail: expect.stringContaining("counted 14") },
    });
    behind.answer({ events: markup });
    await behind.ask("uncounted", { ...asked, stream: true });
    expect(await turnOf("uncounted")).toMatchObject({
      refusal: "reply_disagrees",
      completeness: { detail: 'The ids spell text "}"; the reply says a call "f({})".' },
    });
    for (const session of ["counted", "uncounted"]) expect(await behind.trained(session)).toBe(0);
  });

  it("train when they spell the reply, though nobody counted them", async () => {
    const call = '<tool_call>\n{"name": "f", "arguments": {"a": 1.0}}\n</tool_call>';
    const ids = encoded(`<think>\nhm\n</think>\n\n${call}`);
    const fn = { name: "f", arguments: '{"a": 1}' };
    behind.answer({
      events: [
        piece({ role: "assistant", reasoning: "hm" }, ids.slice(0, 4), null, { prompt_token_ids: PROMPT }),
        piece({ tool_calls: [{ index: 0, id: "a", type: "function", function: fn }] }, ids.slice(4)),
        piece({}, [END], "tool_calls"),
      ],
    });
    await behind.ask("spelled", { ...asked, stream: true });
    expect(await turnOf("spelled")).toMatchObject({
      refusal: null,
      completeness: { by: "reply", counted: null, differences: ["arguments spelled anew"], detail: null },
    });
    expect(await behind.trained("spelled")).toBe(ids.length + 1);
  });

  it("may be read by the server's own parsers, by one of two, or by none", async () => {
    const call = '<tool_call>\n{"name": "f", "arguments": {}}\n</tool_call>';
    const text = `<think>\nhm\n</think>\n\nOn it.\n${call}`;
    const ids = [...encoded(text), END];
    const tool_calls = [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }];
    const readings = [
      { reasoning_content: "\nhm\n", content: "\n\nOn it.\n", tool_calls },
      { reasoning_content: "hm", content: `On it.\n${call}` },
      { content: "<think>\nhm\n</think>\n\nOn it.", tool_calls },
      { content: text },
    ];
    for (const [at, message] of readings.entries()) {
      behind.answer(whole(message, ids));
      await behind.ask(`parsers-${at}`, asked);
      expect(await turnOf(`parsers-${at}`)).toMatchObject({ refusal: null, completeness: { by: "reply" } });
    }
    expect((await turnOf("parsers-0")).completeness?.differences).toEqual(["white space trimmed"]);
    expect((await turnOf("parsers-3")).completeness?.differences).toEqual(["markup left in the text"]);
  });

  it("may go on to the stop string that ended the text, and no further", async () => {
    behind.answer(whole({ content: "The end" }, encoded("The end STOP")));
    await behind.ask("stopped", { ...asked, stop: [" STOP"] });
    expect(await turnOf("stopped")).toMatchObject({
      refusal: null,
      completeness: { differences: ["stop left out"] },
    });
    behind.answer(whole({ content: "The end" }, encoded("The end STOP and more")));
    await behind.ask("past", { ...asked, stop: [" STOP"] });
    expect((await turnOf("past")).refusal).toBe("reply_disagrees");
  });

  it("may spell special tokens that the server left out, and a character that was cut", async () => {
    const [vision] = [151652];
    behind.answer(whole({ content: "a b" }, [...encoded("a"), vision, ...encoded(" b"), END]));
    await behind.ask("specials", asked);
    expect((await turnOf("specials")).completeness?.differences).toEqual(["special tokens left out"]);
    const half = encoded("x龘").slice(0, -1);
    behind.answer(whole({ content: "x" }, half, { finish: "length" }));
    await behind.ask("half", asked);
    expect((await turnOf("half")).completeness?.differences).toEqual(["unfinished character left out"]);
  });

  it("do not train when they are more than were asked for, or have log-probs that no token can have", async () => {
    const ids = [...encoded("Hello there"), END];
    behind.answer(whole({ content: "Hello there" }, ids));
    await behind.ask("many", { ...asked, max_tokens: 2 });
    expect((await turnOf("many")).refusal).toBe("output_count_disagrees");
    for (const logprob of [0.7, -1e300]) {
      const session = `impossible-${logprob > 0}`;
      behind.answer(whole({ content: "Hello there" }, ids, { logprob }));
      await behind.ask(session, asked);
      expect(await turnOf(session)).toMatchObject({
        refusal: "impossible_log_probs",
        completeness: { detail: expect.stringContaining("which no token can have") },
      });
      expect(await behind.trained(session)).toBe(0);
    }
  });

  it("do not train when the reply broke off, or has a part that no reader knows", async () => {
    const said = piece({ role: "assistant", content: "Hel" }, encoded("Hel"), null, {
      prompt_token_ids: PROMPT,
    });
    behind.answer({ events: [said] });
    await behind.ask("broken", { ...asked, stream: true });
    expect((await turnOf("broken")).refusal).toBe("completeness_unknown");
    const content = [
      { type: "text", text: "Hello" },
      { type: "hologram", data: "…" },
    ];
    behind.answer(whole({ content }, [...encoded("Hello"), END]));
    await behind.ask("hologram", asked);
    expect(await turnOf("hologram")).toMatchObject({
      refusal: "completeness_unknown",
      responseMessage: { content: "Hello", opaque: [{ type: "hologram", data: "…" }] },
    });
  });

  it("are of a prompt that the server counted, or whose ids spell the messages", async () => {
    const ids = [...encoded("Hello"), END];
    behind.answer(whole({ content: "Hello" }, ids, { usage: {} }));
    await behind.ask("spelled-prompt", asked);
    expect((await turnOf("spelled-prompt")).refusal).toBeNull();
    await behind.ask("other-prompt", { ...asked, messages: [{ role: "user", content: "another question" }] });
    expect(await turnOf("other-prompt")).toMatchObject({
      refusal: "completeness_unknown",
      completeness: { detail: expect.stringContaining("do not spell the messages") },
    });
    behind.answer(whole({ content: "Hello" }, ids, { usage: { prompt_tokens: 10, completion_tokens: 2 } }));
    await behind.ask("miscounted", asked);
    expect((await turnOf("miscounted")).refusal).toBe("engine_count_disagrees");
  });
});
