import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type SmallModel,
  smallModelFiles,
  smallTokenizerFile,
  withModelFolder,
} from "@/test/text/small-model";
import type { RenderInput } from "./language-model";
import { loadLanguageModel } from "./load-language-model";

const CHATML: SmallModel = {
  specials: ["<|im_start|>", "<|im_end|>"],
  template:
    "{% for m in messages %}{% if m.role == 'tool' %}{{ raise_exception('no tools here') }}{% endif %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}",
  configuration: { eos_token: { content: "<|im_end|>" } },
};

const USER: RenderInput = {
  messages: [{ role: "user", content: "hello" }],
  tools: [],
  templateArguments: {},
  addGenerationPrompt: false,
};

describe("a tokenizer folder", () => {
  it("is read with its separate chat template", async () => {
    await withModelFolder(smallModelFiles(CHATML), async (folder) => {
      const model = await loadLanguageModel(folder);
      expect(model.decode(model.render(USER).ids)).toBe("<|im_start|>user\nhello<|im_end|>\n");
      expect(model.stopTokenIds).toEqual([model.vocabularySize - 1]);
    });
  });

  it("gives the end tokens of its generation_config.json", async () => {
    const files = { ...smallModelFiles(CHATML), "generation_config.json": '{"eos_token_id": [3, 7]}' };
    await withModelFolder(files, async (folder) => {
      const model = await loadLanguageModel(folder);
      expect(model.stopTokenIds).toEqual([model.vocabularySize - 1, 3, 7]);
    });
  });

  it("says which template refused, in the template's own words", async () => {
    await withModelFolder(smallModelFiles(CHATML), async (folder) => {
      const model = await loadLanguageModel(folder);
      const input: RenderInput = { ...USER, messages: [{ role: "tool", content: "x" }] };
      expect(() => model.render(input)).toThrow("The chat template refuses this conversation: no tools here");
    });
  });

  it("encodes without a chat template, and says that it cannot render", async () => {
    await withModelFolder(smallModelFiles({ ...CHATML, template: null }), async (folder) => {
      const model = await loadLanguageModel(folder);
      expect(model.decode(model.encode("hello"))).toBe("hello");
      expect(() => model.render(USER)).toThrow("has no chat template");
    });
  });

  it("of another kind than byte-level BPE goes through the general library", async () => {
    const file = {
      ...smallTokenizerFile(CHATML),
      normalizer: null,
      pre_tokenizer: { type: "Whitespace" },
      decoder: null,
      post_processor: null,
      model: { type: "WordLevel", unk_token: "?", vocab: { "?": 0, hello: 1, world: 2 } },
    };
    const files = { ...smallModelFiles(CHATML), "tokenizer.json": JSON.stringify(file) };
    await withModelFolder(files, async (folder) => {
      const model = await loadLanguageModel(folder);
      expect(Array.from(model.encode("hello world hi"))).toEqual([1, 2, 0]);
    });
  });
});

describe("a folder that is no use is one clear sentence", () => {
  it.each([
    [
      "missing folder",
      {},
      "nowhere",
      /The tokenizer .*nowhere is neither a folder nor a bundled one \(qwen3\)\./,
    ],
    ["no configuration", {}, "", /The tokenizer folder .* has no tokenizer_config\.json\./],
    ["no tokenizer", { "tokenizer_config.json": "{}" }, "", /has no tokenizer\.json\./],
    [
      "not JSON",
      { "tokenizer_config.json": "{}", "tokenizer.json": "{" },
      "",
      /tokenizer\.json is not JSON\./,
    ],
    [
      "no vocabulary",
      { "tokenizer_config.json": "{}", "tokenizer.json": '{"model": {}}' },
      "",
      /tokenizer\.json is not what it should be: model\.vocab: model\.vocab is missing\./,
    ],
    [
      "a template with an error",
      smallModelFiles({ ...CHATML, template: "{% for m in" }),
      "",
      /The chat template cannot be read: /,
    ],
  ])("%s", async (_, files, under, sentence) => {
    await withModelFolder(files, async (folder) => {
      await expect(loadLanguageModel(join(folder, under))).rejects.toThrow(sentence);
    });
  });

  it("an unknown parser", async () => {
    await withModelFolder(smallModelFiles(CHATML), async (folder) => {
      await expect(loadLanguageModel(folder, { toolParser: "nonsense" })).rejects.toThrow(
        "There is no tool parser named nonsense; there are auto, none, ",
      );
    });
  });
});
